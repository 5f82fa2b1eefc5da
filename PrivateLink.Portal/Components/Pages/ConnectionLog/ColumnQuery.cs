using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Columns;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>Which columns a table of connections shows, as part of an address: <c>columns=verdict,host,link</c>.</summary>
internal static class ColumnQuery
{
    public const string Name = "columns";

    /// <summary>The columns that an address leaves out, by name; null where it says nothing of columns. What is not known is ignored.</summary>
    public static IReadOnlySet<string>? Read(string? text)
    {
        var codes = (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return TableColumn.All.Any(column => codes.Contains(CodeOf(column), StringComparer.OrdinalIgnoreCase))
            ? TableColumn.All.Where(column => column.MayBeHidden && !codes.Contains(CodeOf(column), StringComparer.OrdinalIgnoreCase)).Select(column => column.Column.Name).ToHashSet()
            : null;
    }

    /// <summary>What is shown, without the time, which always is. The time alone stands for nothing else.</summary>
    public static string Text(IReadOnlySet<string> hidden)
    {
        var shown = TableColumn.All.Where(column => column.MayBeHidden && !hidden.Contains(column.Column.Name)).Select(CodeOf).ToList();
        return shown.Count == 0 ? CodeOf(TableColumn.All.First(column => column.Column == ConnectionColumns.Time)) : string.Join(',', shown);
    }

    /// <summary>An address with it; the same address where nothing is to be said.</summary>
    public static string Add(string address, string? text) => text is null ? address : ConnectionQuery.With(address, $"{Name}={text}");

    /// <summary>The name in the filter's grammar, where the column can be filtered by: one word for one thing.</summary>
    private static string CodeOf(TableColumn column) => column.Field ?? column.Column.Name.ToLowerInvariant();
}
