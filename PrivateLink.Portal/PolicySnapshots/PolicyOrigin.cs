namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// The origin of the policy in force, and the changes of that database that wait for a person. It is stored on disk with the policy.
/// </summary>
/// <param name="Database">The database that the policy follows. Null if it is not known.</param>
/// <param name="HeldBack">The resources whose changes wait.</param>
/// <param name="Missing">Those of them that the database no longer has.</param>
internal sealed record PolicyOrigin(DatabaseMark? Database, IReadOnlyCollection<Guid> HeldBack, IReadOnlyCollection<Guid> Missing)
{
    public static PolicyOrigin Unknown { get; } = new(null, [], []);

    /// <summary>Whether both have the same content.</summary>
    public bool IsSameAs(PolicyOrigin other) =>
        Database == other.Database && new HashSet<Guid>(HeldBack).SetEquals(other.HeldBack) && new HashSet<Guid>(Missing).SetEquals(other.Missing);
}
