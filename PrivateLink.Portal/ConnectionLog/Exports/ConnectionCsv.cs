using System.Text;
using PrivateLink.Portal.ConnectionLog.Columns;

namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>
/// Connections as CSV (RFC 4180). Half of the cells hold text from clients, and a spreadsheet may split cells at characters other than commas. So
/// every text is in quotes. Wherever a cell could begin inside the text, an apostrophe precedes any character that starts a formula. It is visible
/// and harmless.
/// </summary>
public static class ConnectionCsv
{
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";
    private const string Separators = ",;|\t\r\n";

    private static readonly ConnectionColumn[] Columns = [.. ConnectionColumns.All.Where(column => column.Csv is not null).OrderBy(column => column.Csv)];

    public static string Head { get; } = string.Join(',', Columns.Select(column => column.CsvName));

    public static string LineOf(ConnectionView entry) =>
        string.Join(',', Columns.Select(column => column.IsNumber ? column.TextOf(entry) : Cell(column.TextOf(entry))));

    /// <summary>A text as one cell, safe in a spreadsheet and complete for a parser.</summary>
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

            // A spreadsheet may ignore spaces and quotes at the start of a cell.
            mayBegin = Separators.Contains(character, StringComparison.Ordinal) || (mayBegin && character is ' ' or '"');
        }

        return cell.Append('"').ToString();
    }
}
