namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// How far what one process reported has been added up. Written together with the sums: nothing else tells whether a connection is in them
/// when an answer of the database got lost or the process was killed.
/// </summary>
public sealed class SumProgress
{
    /// <summary>The process: each start makes one.</summary>
    public required Guid RunId { get; init; }

    public required SumKind Kind { get; init; }

    /// <summary>How many events of the process are in the sums, counted from its start.</summary>
    public required long Through { get; set; }

    public required DateTime ChangedAt { get; set; }
}

/// <summary>What is added up. Values are persisted; never renumber.</summary>
public enum SumKind
{
    RollUps = 1,
    Observations = 2,
}
