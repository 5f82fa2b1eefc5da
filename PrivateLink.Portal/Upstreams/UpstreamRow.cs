namespace PrivateLink.Portal.Upstreams;

/// <summary>An upstream as the company sees it.</summary>
/// <param name="Hosts">The hosts that use it, the first few by name.</param>
/// <param name="HostCount">How many hosts use it in all.</param>
public sealed record UpstreamRow(Guid Id, int Version, UpstreamDraft Draft, IReadOnlyList<UpstreamHost> Hosts, int HostCount);

/// <summary>A host that uses an upstream.</summary>
public sealed record UpstreamHost(Guid ResourceId, string Host);
