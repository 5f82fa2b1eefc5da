using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>What lay on the disk at start.</summary>
/// <param name="Snapshot">The newest policy that can be believed; null when there is none.</param>
/// <param name="HeldBack">The resources whose openings waited for a person.</param>
/// <param name="Damage">What could not be believed, a sentence each: the policy may be older than the one that was in force.</param>
internal sealed record ArchivedPolicy(PolicySnapshot? Snapshot, IReadOnlyCollection<Guid> HeldBack, IReadOnlyList<string> Damage)
{
    public static ArchivedPolicy None { get; } = new(null, [], []);
}
