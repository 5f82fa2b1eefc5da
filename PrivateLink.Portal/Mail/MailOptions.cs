namespace PrivateLink.Portal.Mail;

/// <summary>The server that sends the portal's mail (<c>Mail</c>). Without one, links are shown to the person who creates them.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>The server's name; null to send no mail.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>Uses TLS from the first byte (port 465). Otherwise the connection switches to TLS before it sends any mail.</summary>
    public bool Tls { get; set; }

    /// <summary>Allows a connection without TLS, for a relay on this machine or in a trusted network.</summary>
    public bool AllowPlain { get; set; }

    public string? User { get; set; }

    /// <summary>Set it in the environment (<c>Mail__Password</c>) or in a key file, never in a settings file.</summary>
    public string? Password { get; set; }

    /// <summary>The sender, for example <c>PrivateLink &lt;privatelink@my-saas.io&gt;</c>.</summary>
    public string? From { get; set; }
}
