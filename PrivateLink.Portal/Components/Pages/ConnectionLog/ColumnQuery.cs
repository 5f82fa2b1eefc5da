using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Columns;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>Which columns a table of connections shows, as part of an address: <c>columns=verdict,host,link</c>.</summary>
internal static class ColumnQuery
{
    public const string Name = "columns";

    /// <summary>The names of the columns that an address hides; null if it does not mention columns. Unknown names are ignored.</summary>
    public static IReadOnlySet<string>? Read(string? text)
    {
        var codes = (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return TableColumn.All.Any(column => codes.Contains(CodeOf(column), StringComparer.OrdinalIgnoreCase))
            ? TableColumn.All.Where(column => column.MayBeHidden && !codes.Contains(CodeOf(column), StringComparer.OrdinalIgnoreCase)).Select(column => column.Column.Name).ToHashSet()
            : null;
    }

    /// <summary>The visible columns without the time, which is always visible. It is written only if all other columns are hidden.</summary>
    public static string Text(IReadOnlySet<string> hidden)
    {
        var shown = TableColumn.All.Where(column => column.MayBeHidden && !hidden.Contains(column.Column.Name)).Select(CodeOf).ToList();
        return shown.Count == 0 ? CodeOf(TableColumn.All.First(column => column.Column == ConnectionColumns.Time)) : string.Join(',', shown);
    }

    /// <summary>An address with the columns added; the same address if there is nothing to add.</summary>
    public static string Add(string address, string? text) => text is null ? address : ConnectionQuery.With(address, $"{Name}={text}");

    /// <summary>The column's name in the filter's grammar, if filters support it: one name for one thing.</summary>
    private static string CodeOf(TableColumn column) => column.Field ?? column.Column.Name.ToLowerInvariant();
}
