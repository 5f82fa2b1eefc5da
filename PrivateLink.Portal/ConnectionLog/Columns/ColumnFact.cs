namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>A column in the detail of a connection.</summary>
/// <param name="Step">The step that tells it.</param>
/// <param name="Order">Its place among the facts of that step.</param>
/// <param name="Label">What it is called there; null where that is the column's title.</param>
internal sealed record ColumnFact(FactStep Step, int Order, string? Label = null)
{
    /// <summary>Whether people copy or compare it.</summary>
    public bool CanCopy { get; init; }

    /// <summary>Where it is worth saying; null where that is always so.</summary>
    public Func<ConnectionView, bool>? When { get; init; }
}

/// <summary>The steps of a connection that have facts.</summary>
internal enum FactStep
{
    Listener,
    Header,
    Identity,
    Name,
    Resource,
    Verdict,
    Upstream,
    Ending,
}
