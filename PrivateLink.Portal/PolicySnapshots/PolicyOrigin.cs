namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Where the policy in force came from, and what of that database waits for a person. It is kept on disk beside the policy.</summary>
/// <param name="Database">The database that the policy follows; null if that is not known.</param>
/// <param name="HeldBack">The resources whose changes wait.</param>
/// <param name="Missing">Those among them that the database no longer has.</param>
internal sealed record PolicyOrigin(DatabaseMark? Database, IReadOnlyCollection<Guid> HeldBack, IReadOnlyCollection<Guid> Missing)
{
    public static PolicyOrigin Unknown { get; } = new(null, [], []);

    /// <summary>Whether both say the same.</summary>
    public bool IsSameAs(PolicyOrigin other) =>
        Database == other.Database && new HashSet<Guid>(HeldBack).SetEquals(other.HeldBack) && new HashSet<Guid>(Missing).SetEquals(other.Missing);
}
