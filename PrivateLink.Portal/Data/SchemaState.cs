namespace PrivateLink.Portal.Data;

/// <summary>How the database's schema compares with this portal.</summary>
/// <param name="Applied">The migrations that the database has.</param>
/// <param name="Pending">The migrations that it lacks.</param>
/// <param name="Unknown">The migrations that it has and this portal does not know: a newer portal made them.</param>
public sealed record SchemaState(IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown)
{
    /// <summary>What a preview of this portal made, until <c>db migrate</c> takes it over.</summary>
    public PreviewSchema? Preview { get; init; }

    /// <summary>Why the database would let entries of the audit log be changed; empty when it refuses.</summary>
    public IReadOnlyList<string> Unprotected { get; init; } = [];

    /// <summary>Settings of the database that an operator would rather know of.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];

    public bool IsCurrent => Pending.Count == 0 && Unknown.Count == 0;
}
