namespace PrivateLink.Portal.Data;

/// <summary>How the database's schema compares with this portal.</summary>
/// <param name="Applied">The migrations that the database has.</param>
/// <param name="Pending">The migrations that it lacks.</param>
/// <param name="Unknown">The migrations that the database has and this portal does not know. A newer portal created them.</param>
public sealed record SchemaState(IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown)
{
    /// <summary>The schema of a preview, until <c>db migrate</c> converts it.</summary>
    public PreviewSchema? Preview { get; init; }

    /// <summary>Why the database would allow changes to audit entries. Empty if it refuses them.</summary>
    public IReadOnlyList<string> Unprotected { get; init; } = [];

    /// <summary>Settings of the database that an operator should know about.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];

    public bool IsCurrent => Pending.Count == 0 && Unknown.Count == 0;
}
