using PrivateLink.Protocol.Policy;

namespace PrivateLink.Engine.Policy;

/// <summary>What a new policy affects.</summary>
/// <param name="Snapshot">The policy now in force.</param>
/// <param name="Touched">The resources whose open connections must be re-evaluated; null for all.</param>
public sealed record PolicyChange(PolicySnapshot Snapshot, IReadOnlySet<Guid>? Touched);
