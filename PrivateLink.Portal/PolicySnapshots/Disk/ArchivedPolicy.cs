using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>The policy found on disk at start.</summary>
/// <param name="Snapshot">The newest policy that passed its checks. Null if there is none.</param>
/// <param name="Origin">The database that it came from, and the changes that waited for a person.</param>
/// <param name="Damage">The parts that failed their checks, one sentence each. The policy may be older than the one that was in force.</param>
internal sealed record ArchivedPolicy(PolicySnapshot? Snapshot, PolicyOrigin Origin, IReadOnlyList<string> Damage)
{
    public static ArchivedPolicy None { get; } = new(null, PolicyOrigin.Unknown, []);

    /// <summary>Why the folder is not writable, in the system's words. Null if it is writable.</summary>
    public string? Unwritable { get; init; }
}
