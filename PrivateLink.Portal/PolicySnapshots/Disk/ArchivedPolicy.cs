using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>What lay on the disk at start.</summary>
/// <param name="Snapshot">The newest policy that can be believed; null when there is none.</param>
/// <param name="Origin">The database it came from, and what waited for a person.</param>
/// <param name="Damage">What could not be believed, a sentence each: the policy may be older than the one that was in force.</param>
internal sealed record ArchivedPolicy(PolicySnapshot? Snapshot, PolicyOrigin Origin, IReadOnlyList<string> Damage)
{
    public static ArchivedPolicy None { get; } = new(null, PolicyOrigin.Unknown, []);

    /// <summary>Why nothing can be written there, in the system's words; null if it can.</summary>
    public string? Unwritable { get; init; }
}
