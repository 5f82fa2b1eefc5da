using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// A column of the tables of connections, live and stored. <see cref="ConnectionRow"/> draws the cells. If it does not draw a column
/// specially, the cell shows the column's text.
/// </summary>
/// <param name="Column">The data that it shows.</param>
/// <param name="Class">Its width, and how its heading is aligned.</param>
/// <param name="Hides">The class that hides it if there is no room. A row that spans the table must know these classes.</param>
internal sealed record TableColumn(ConnectionColumn Column, string? Class = null, string? Hides = null)
{
    /// <summary>All columns, in the order of the table.</summary>
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

    /// <summary>The heading, if the column's own is too long.</summary>
    public string Title { get => field ?? Column.Title; init; }

    /// <summary>The tooltip of the heading.</summary>
    public string? Tip { get; init; }

    /// <summary>The class of a cell that the row does not draw specially.</summary>
    public string? CellClass { get; init; }

    /// <summary>The name of the filter field that matches its cells.</summary>
    public string? Field { get; } = FilterField.Of(Column)?.Name;

    /// <summary>Whether a person may hide it. The time is the link to the connection, so it stays.</summary>
    public bool MayBeHidden => Column != ConnectionColumns.Time;

    /// <param name="showTenants">Set for people who see several tenants.</param>
    /// <param name="hidden">The names of the columns that the person hides.</param>
    public static IReadOnlyList<TableColumn> For(bool showTenants, IReadOnlySet<string> hidden) =>
        [.. All.Where(column => (showTenants || column.Column != ConnectionColumns.TenantId) && !(column.MayBeHidden && hidden.Contains(column.Column.Name)))];
}
