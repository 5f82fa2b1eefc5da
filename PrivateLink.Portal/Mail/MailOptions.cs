namespace PrivateLink.Portal.Mail;

/// <summary>The server that takes the portal's mail (<c>Mail</c>). Without one, links are shown to the person who makes them.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>Null: no mail is sent.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>From the first byte (port 465). Otherwise the connection is switched to TLS before anything is said on it.</summary>
    public bool Tls { get; set; }

    /// <summary>For a relay on this machine or in a trusted network that has no TLS.</summary>
    public bool AllowPlain { get; set; }

    public string? User { get; set; }

    /// <summary>From the environment (<c>Mail__Password</c>) or a file per key, never from a settings file.</summary>
    public string? Password { get; set; }

    /// <summary>Who the mail comes from, for example <c>PrivateLink &lt;privatelink@my-saas.io&gt;</c>.</summary>
    public string? From { get; set; }
}
