namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>A column in the detail of a connection.</summary>
/// <param name="Step">The step that shows it.</param>
/// <param name="Order">Its position among the facts of that step.</param>
/// <param name="Label">Its label there; null to use the column's title.</param>
internal sealed record ColumnFact(FactStep Step, int Order, string? Label = null)
{
    /// <summary>Whether to offer a copy button, because people copy or compare the value.</summary>
    public bool CanCopy { get; init; }

    /// <summary>When to show it; null to show it always.</summary>
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
