namespace PrivateLink.Tests.Support;

/// <summary>A table in the design's form, with <c>|</c> between cells. The first line names the columns.</summary>
internal sealed class TextTable
{
    public TextTable(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Columns = Cells(lines[0]);
        Rows = [.. lines.Skip(1).Select(Cells)];
        if (Rows.FirstOrDefault(row => row.Count != Columns.Count) is { } odd)
            throw new ArgumentException($"A row has {odd.Count} cells instead of {Columns.Count}: {string.Join(" | ", odd)}", nameof(text));
    }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    private static IReadOnlyList<string> Cells(string line) => [.. line.Split('|', StringSplitOptions.TrimEntries)];
}
