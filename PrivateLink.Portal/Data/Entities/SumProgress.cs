namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// How many of the events that one process reported are in the sums. It is written together with the sums. Without it, a lost answer of the database
/// or a killed process would leave that unknown.
/// </summary>
public sealed class SumProgress
{
    /// <summary>The process. Each start creates a new ID.</summary>
    public required Guid RunId { get; init; }

    public required SumKind Kind { get; init; }

    /// <summary>How many events of the process the sums include, counted from its start.</summary>
    public required long Through { get; set; }

    public required DateTime ChangedAt { get; set; }
}

/// <summary>The kinds of sums. Values are persisted; never renumber.</summary>
public enum SumKind
{
    RollUps = 1,
    Observations = 2,
}
