using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>The result of reading the database.</summary>
/// <param name="Mark">The database and the revision that was read.</param>
/// <param name="Doubt">Why the portal does not follow the database. Null if it does.</param>
/// <param name="Changes">The differences from the policy in force. The value is null if a resource is gone.</param>
/// <param name="Asked">The part of the changes that people requested.</param>
/// <param name="IsWhole">Whether everything was read. If so, a change that no longer exists does not wait either.</param>
internal sealed record FoundChanges(DatabaseMark Mark, DatabaseDoubt? Doubt, IReadOnlyDictionary<Guid, ResourcePolicy?> Changes, AskedFor Asked, bool IsWhole)
{
    /// <summary>
    /// For a database in doubt: its previous state of the resources that wait. The others matched the policy in force. Null if this database has not
    /// been read before, so the last step is unknown.
    /// </summary>
    public IReadOnlyDictionary<Guid, ResourcePolicy?>? Before { get; init; }
}
