using System.Net;
using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>What else helps to understand a connection. It describes the present, not the time of the connection.</summary>
/// <param name="Listener">The listener's settings; null for tenants, who do not run it, and if the listener no longer exists.</param>
/// <param name="Resource">The resource of the requested host; null if there is none, or the caller may not see it.</param>
/// <param name="Now">The policy's current verdict for the same connection.</param>
/// <param name="SimilarNames">Protected names that are similar to the unknown one that was requested; empty for tenants.</param>
public sealed record ConnectionExplanation(
    [property: TenantSees(TenantSight.Nothing)] ListenerFacts? Listener,
    ResourceFacts? Resource,
    VerdictNow Now,
    [property: TenantSees(TenantSight.Nothing)] IReadOnlyList<string> SimilarNames)
{
    /// <summary>The upstream that now serves the resource; null for tenants, and if the resource no longer exists.</summary>
    [TenantSees(TenantSight.Nothing)]
    public Guid? UpstreamId { get; init; }
}

/// <summary>A listener's requirements for its connections.</summary>
/// <param name="Address">The address it listens on; null while it does not listen.</param>
/// <param name="TrustedSources">The networks whose PROXY headers it trusts; empty if it accepts no headers.</param>
public sealed record ListenerFacts(
    IPEndPoint? Address, bool TakesHeader, IReadOnlyList<string> TrustedSources, bool TrustsEveryone);

/// <summary>The resource in the current policy.</summary>
/// <param name="Names">Its host name and aliases.</param>
/// <param name="Links">The first few private endpoints that it lists.</param>
/// <param name="LinkCount">How many endpoints it lists in total.</param>
/// <param name="Hint">The most useful difference between the connection's link and the listed ones; null if there is none.</param>
public sealed record ResourceFacts(
    IReadOnlyList<string> Names, ResourceMode Mode, bool Disabled, IReadOnlyList<LinkGrant> Links, int LinkCount, string? Hint)
{
    public required Guid Id { get; init; }

    /// <summary>Whether it lists the connection's link for the connection's listener, enabled or disabled.</summary>
    public bool ListsLink { get; init; }
}

/// <summary>The current verdict for the same connection.</summary>
/// <param name="IsAsked">False if the connection ended before the engine asked the policy. Then the policy does not matter.</param>
/// <param name="Revision">The policy's revision; null if no policy is in force.</param>
public sealed record VerdictNow(bool IsAsked, Verdict Verdict, Reason Reason, string? Detail, long? Revision)
{
    public bool IsSameAs(Verdict verdict, Reason reason) => Verdict == verdict && Reason == reason;
}
