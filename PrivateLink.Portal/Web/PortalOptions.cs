namespace PrivateLink.Portal.Web;

/// <summary>Settings of the web side (<c>Portal</c>).</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Where the portal listens: <c>http</c> or <c>https</c>, an address and a port. With <c>https</c> a certificate belongs to it (<c>Kestrel:Certificates:Default</c>).</summary>
    public string Url { get; set; } = "http://127.0.0.1:7400";

    /// <summary>Where people find it, when that is not where it listens: behind a proxy, or under a name. Links, passkeys and the accepted host names follow it.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Whether other machines can reach it: directly, or through something in front.</summary>
    internal bool IsReachableFromElsewhere => IsElsewhere(Url) || (PublicUrl is not null && IsElsewhere(PublicUrl));

    private static bool IsElsewhere(string address) => !Uri.TryCreate(address, UriKind.Absolute, out var url) || !url.IsLoopback;
}
