namespace PrivateLink.Portal.Web;

/// <summary>Settings of the web server (<c>Portal</c>).</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>
    /// Where the portal listens: <c>http</c> or <c>https</c>, an address and a port. <c>https</c> needs a certificate
    /// (<c>Kestrel:Certificates:Default</c>).
    /// </summary>
    public string Url { get; set; } = "http://127.0.0.1:7400";

    /// <summary>The address that people use, if the portal is behind a proxy or has a name. Links, passkeys and the accepted host names depend on it.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Whether other machines can reach it, directly or through a proxy.</summary>
    internal bool IsReachableFromElsewhere => IsElsewhere(Url) || (PublicUrl is not null && IsElsewhere(PublicUrl));

    private static bool IsElsewhere(string address) => !Uri.TryCreate(address, UriKind.Absolute, out var url) || !url.IsLoopback;
}
