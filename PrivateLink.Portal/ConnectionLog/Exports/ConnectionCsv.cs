using System.Text;
using PrivateLink.Portal.ConnectionLog.Columns;

namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>
/// Connections as CSV (RFC 4180). Half of the cells hold text from clients, and a spreadsheet may separate cells at more characters than
/// commas. So every text is in quotes. Wherever a cell could begin inside it, a character that begins a formula gets an apostrophe, which is
/// visible and does nothing.
/// </summary>
public static class ConnectionCsv
{
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";
    private const string Separators = ",;|\t\r\n";

    private static readonly ConnectionColumn[] Columns = [.. ConnectionColumns.All.Where(column => column.Csv is not null).OrderBy(column => column.Csv)];

    public static string Head { get; } = string.Join(',', Columns.Select(column => column.CsvName));

    public static string LineOf(ConnectionView entry) =>
        string.Join(',', Columns.Select(column => column.IsNumber ? column.TextOf(entry) : Cell(column.TextOf(entry))));

    /// <summary>A text as one cell, safe in a spreadsheet and whole for a parser.</summary>
    internal static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var cell = new StringBuilder(text.Length + 8).Append('"');
        var mayBegin = true;
        foreach (var character in text)
        {
            if (mayBegin && FormulaStarts.Contains(character, StringComparison.Ordinal)) cell.Append('\'');
            cell.Append(character);
            if (character == '"') cell.Append('"');

            // Spaces and quotes at the beginning of a cell may be dropped.
            mayBegin = Separators.Contains(character, StringComparison.Ordinal) || (mayBegin && character is ' ' or '"');
        }

        return cell.Append('"').ToString();
    }
}
