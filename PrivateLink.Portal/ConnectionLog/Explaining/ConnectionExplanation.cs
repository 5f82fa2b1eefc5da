using System.Net;
using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>What is worth knowing about a connection besides its record. All of it is as things are now, not as they were then.</summary>
/// <param name="Listener">The listener's settings; null for tenants, who do not run it, and when there is no such listener any more.</param>
/// <param name="Resource">The resource of the host that was asked for; null when there is none, or it is not the caller's.</param>
/// <param name="Now">What the policy would say to the same connection now.</param>
/// <param name="SimilarNames">Protected names that differ little from one that nobody knows; none for tenants.</param>
public sealed record ConnectionExplanation(
    [property: TenantSees(TenantSight.Nothing)] ListenerFacts? Listener,
    ResourceFacts? Resource,
    VerdictNow Now,
    [property: TenantSees(TenantSight.Nothing)] IReadOnlyList<string> SimilarNames)
{
    /// <summary>Where the resource's connections go now; null for tenants, and when there is no such resource any more.</summary>
    [TenantSees(TenantSight.Nothing)]
    public Guid? UpstreamId { get; init; }
}

/// <summary>What a listener asks of its connections.</summary>
/// <param name="Address">Where it listens; null while it does not.</param>
/// <param name="TrustedSources">The networks whose PROXY headers it believes; empty where it takes none.</param>
public sealed record ListenerFacts(
    IPEndPoint? Address, bool TakesHeader, IReadOnlyList<string> TrustedSources, bool TrustsEveryone);

/// <summary>The resource as the policy in force has it.</summary>
/// <param name="Names">Its host name and aliases.</param>
/// <param name="Links">The private endpoints that it lists, the first few.</param>
/// <param name="LinkCount">How many it lists in all.</param>
/// <param name="Hint">What stands out when the connection's link is compared with them; null when nothing does.</param>
public sealed record ResourceFacts(
    IReadOnlyList<string> Names, ResourceMode Mode, bool Disabled, IReadOnlyList<LinkGrant> Links, int LinkCount, string? Hint)
{
    public required Guid Id { get; init; }

    /// <summary>Whether it lists the connection's link for the connection's listener, switched on or off.</summary>
    public bool ListsLink { get; init; }
}

/// <summary>What would happen to the same connection now.</summary>
/// <param name="IsAsked">False when the connection ended before the policy is asked: then nothing about the policy matters.</param>
/// <param name="Revision">The policy that answers; null when none is in force.</param>
public sealed record VerdictNow(bool IsAsked, Verdict Verdict, Reason Reason, string? Detail, long? Revision)
{
    public bool IsSameAs(Verdict verdict, Reason reason) => Verdict == verdict && Reason == reason;
}
