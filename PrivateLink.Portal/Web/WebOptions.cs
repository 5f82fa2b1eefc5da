using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Web;

/// <summary>Settings of what faces the browser and whatever stands in between (<c>Web</c>).</summary>
public sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>
    /// Addresses or networks of the proxies in front of the portal. Only what they say about the client's address and about https is
    /// believed; without any, nobody's word is.
    /// </summary>
    public IList<string> TrustedProxies { get; init; } = [];

    /// <summary>Of one request, in bytes. Nothing is uploaded here; forms are small.</summary>
    [Setting("bytes")]
    public int LargestRequest { get; set; } = 1024 * 1024;

    /// <summary>Attempts to sign in, to set up or to accept an invitation: from one address in a minute. A company may share one.</summary>
    [Setting("a minute")]
    public int AttemptsPerAddress { get; set; } = 30;

    /// <summary>The same for one account from anywhere. Lockout comes on top.</summary>
    [Setting("a minute")]
    public int AttemptsPerAccount { get; set; } = 10;
}
