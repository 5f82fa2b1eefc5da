using PrivateLink.Protocol.Links;

namespace PrivateLink.Protocol.Policy;

/// <summary>The listener settings that affect a decision. Immutable.</summary>
/// <param name="Name">The listener's name in the configuration.</param>
/// <param name="Service">
/// The private link service behind the listener; null on public listeners, and on those that serve every service of a cloud whose IDs are unique
/// everywhere.
/// </param>
/// <param name="LinkRequired">A private-only listener: even open resources require a link.</param>
/// <param name="Audit">Relaxes the <c>link_*</c> denials to <see cref="Verdict.Audited"/>; everything else stays enforced.</param>
public sealed record ListenerPolicy(string Name, string? Service = null, bool LinkRequired = false, bool Audit = false)
{
    /// <summary>Whether an endpoint of the grant's service may come through this listener.</summary>
    public bool Serves(LinkGrant grant) =>
        Service is null ? LinkFormats.AreUniqueEverywhere(grant.LinkId.Cloud) : string.Equals(Service, grant.Service, StringComparison.OrdinalIgnoreCase);
}
