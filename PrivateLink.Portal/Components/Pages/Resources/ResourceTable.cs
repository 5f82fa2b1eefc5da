using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>The list of resources in the order that its viewer chose.</summary>
public sealed class ResourceTable(IReadOnlyList<ResourceRow> rows)
{
    public ResourceColumn SortedBy { get; private set; } = ResourceColumn.Host;

    public bool Descending { get; private set; }

    public IReadOnlyList<ResourceRow> Rows { get; private set; } = Sorted(rows, ResourceColumn.Host, descending: false);

    /// <summary>Whether the resource is enforced without an enabled link: it denies every client, perhaps by mistake.</summary>
    public static bool NobodyCanConnect(ResourceRow row) =>
        row is { Enabled: true, Mode: ResourceMode.Enforce } && !row.Links.Any(link => link.Enabled);

    /// <summary>Sorts by a column. The same column again reverses the order.</summary>
    public void SortBy(ResourceColumn column)
    {
        Descending = column == SortedBy && !Descending;
        SortedBy = column;
        Rows = Sorted(rows, column, Descending);
    }

    private static List<ResourceRow> Sorted(IReadOnlyList<ResourceRow> rows, ResourceColumn column, bool descending)
    {
        Comparison<ResourceRow> by = column switch
        {
            ResourceColumn.Tenant => (a, b) => string.Compare(a.Tenant, b.Tenant, StringComparison.OrdinalIgnoreCase),
            ResourceColumn.Mode => (a, b) => a.Mode.CompareTo(b.Mode),
            ResourceColumn.Links => (a, b) => a.Links.Count.CompareTo(b.Links.Count),
            ResourceColumn.Upstream => (a, b) => string.Compare(a.Upstream, b.Upstream, StringComparison.OrdinalIgnoreCase),
            ResourceColumn.Changed => (a, b) => a.UpdatedAt.CompareTo(b.UpdatedAt),
            _ => (a, b) => string.CompareOrdinal(a.Host, b.Host),
        };
        var sorted = rows.ToList();
        sorted.Sort((a, b) => (descending ? -by(a, b) : by(a, b)) is var order and not 0 ? order : string.CompareOrdinal(a.Host, b.Host));
        return sorted;
    }
}
