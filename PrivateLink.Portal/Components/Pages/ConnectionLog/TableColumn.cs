using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// A column of the tables of connections, live and stored. <see cref="ConnectionRow"/> draws the cells: those that it has no drawing of its own for
/// show the column's text.
/// </summary>
/// <param name="Column">What it shows.</param>
/// <param name="Class">How wide it is, and how its heading is aligned.</param>
/// <param name="Hides">The class by which it disappears where there is no room; a row that spans the table must know which do.</param>
internal sealed record TableColumn(ConnectionColumn Column, string? Class = null, string? Hides = null)
{
    /// <summary>The table in its order.</summary>
    public static IReadOnlyList<TableColumn> All { get; } =
    [
        new(ConnectionColumns.Time, "col-time"),
        new(ConnectionColumns.Verdict, "col-verdict") { Title = "Outcome", Tip = "The decision. Failed means allowed but not delivered." },
        new(ConnectionColumns.Reason, "col-reason"),
        new(ConnectionColumns.Host),
        new(ConnectionColumns.TenantId, "col-tenant", "tenant"),
        new(ConnectionColumns.LinkId, "col-link"),
        new(ConnectionColumns.Client, "col-client", "client") { CellClass = "mono", Tip = "The client's address inside the customer's network, as reported by the load balancer" },
        new(ConnectionColumns.Listener, "col-listener", "minor"),
        new(ConnectionColumns.PolicyRevision, "col-revision number", "minor") { Title = "Rev", Tip = "The policy revision used for the decision" },
        new(ConnectionColumns.Duration, "col-traffic number", "traffic") { Title = "Traffic" },
    ];

    /// <summary>The heading, where there is no room for the column's own.</summary>
    public string Title { get => field ?? Column.Title; init; }

    /// <summary>What the heading says of it.</summary>
    public string? Tip { get; init; }

    /// <summary>How its cell looks where the row has no drawing of its own for it.</summary>
    public string? CellClass { get; init; }

    /// <summary>What its cell is asked for by, in filters.</summary>
    public string? Field { get; } = FilterField.Of(Column)?.Name;

    /// <summary>Whether a person may do without it. The time leads to the connection.</summary>
    public bool MayBeHidden => Column != ConnectionColumns.Time;

    /// <param name="showTenants">For those who see several.</param>
    /// <param name="hidden">The names of columns that the person does without.</param>
    public static IReadOnlyList<TableColumn> For(bool showTenants, IReadOnlySet<string> hidden) =>
        [.. All.Where(column => (showTenants || column.Column != ConnectionColumns.TenantId) && !(column.MayBeHidden && hidden.Contains(column.Column.Name)))];
}
