using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Web;

/// <summary>Settings for browsers and the proxies in between (<c>Web</c>).</summary>
public sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>
    /// Addresses or networks of the proxies in front of the portal. Only these are trusted to state the client's address and whether it used https.
    /// By default, no proxy is trusted.
    /// </summary>
    public IList<string> TrustedProxies { get; init; } = [];

    /// <summary>The largest request, in bytes. There are no uploads, and forms are small.</summary>
    [Setting("bytes")]
    public int LargestRequest { get; set; } = 1024 * 1024;

    /// <summary>Attempts per minute from one address to sign in, set up or accept an invitation. A whole company may share one address.</summary>
    [Setting("a minute")]
    public int AttemptsPerAddress { get; set; } = 30;

    /// <summary>The same for one account, from any address. Lockout applies as well.</summary>
    [Setting("a minute")]
    public int AttemptsPerAccount { get; set; } = 10;
}
