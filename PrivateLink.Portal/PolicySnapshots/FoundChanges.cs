using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>What a reading of the database has found.</summary>
/// <param name="Mark">The database, and the revision that was read.</param>
/// <param name="Doubt">Why the database is not followed; null if it is.</param>
/// <param name="Changes">What it has otherwise than the policy in force; null where a resource is gone.</param>
/// <param name="Asked">What of it persons have asked for.</param>
/// <param name="IsWhole">Whether everything was looked at: then what is not different any more does not wait either.</param>
internal sealed record FoundChanges(DatabaseMark Mark, DatabaseDoubt? Doubt, IReadOnlyDictionary<Guid, ResourcePolicy?> Changes, AskedFor Asked, bool IsWhole)
{
    /// <summary>
    /// In doubt, what the database had at the last reading for the resources that wait; the others were as in force. Null if this database has
    /// not been read yet, so that nobody knows which step led to what it has.
    /// </summary>
    public IReadOnlyDictionary<Guid, ResourcePolicy?>? Before { get; init; }
}
