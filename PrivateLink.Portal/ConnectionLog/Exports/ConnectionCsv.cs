using System.Globalization;
using System.Text;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>
/// Connections as CSV (RFC 4180). Half of the cells hold a stranger's text, and a spreadsheet may separate cells at other characters than
/// commas. So every text stands in quotes, and wherever a cell could begin in it, a character that begins a formula gets an apostrophe in
/// front, which shows and does nothing.
/// </summary>
public static class ConnectionCsv
{
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";
    private const string Separators = ",;|\t\r\n";

    private static readonly (string Name, Func<ConnectionView, string?> Cell)[] Columns =
    [
        ("id", entry => Number(entry.Id)),
        ("time", entry => Cell(ConnectionJson.Iso(entry.Time))),
        ("verdict", entry => Cell(VerdictText.Of(entry.Verdict))),
        ("reason", entry => Cell(ReasonTable.CodeOf(entry.Reason))),
        ("detail", entry => Cell(entry.Detail)),
        ("host", entry => Cell(entry.Host)),
        ("server_name", entry => Cell(entry.ServerName)),
        ("cloud", entry => Cell(entry.LinkId?.Cloud.ToString().ToLowerInvariant())),
        ("link_id", entry => Cell(entry.LinkId?.ToString() ?? entry.HiddenLink)),
        ("client", entry => Cell(entry.Client?.ToString())),
        ("destination", entry => Cell(entry.Destination?.ToString())),
        ("peer", entry => Cell(entry.Peer?.ToString())),
        ("listener", entry => Cell(entry.Listener)),
        ("node", entry => Cell(entry.Node)),
        ("tenant_id", entry => Cell(entry.TenantId?.ToString())),
        ("resource_id", entry => Cell(entry.ResourceId?.ToString())),
        ("policy_revision", entry => Number(entry.PolicyRevision)),
        ("upstream", entry => Cell(entry.Upstream)),
        ("ending", entry => Cell(entry.Closed is { } closed ? ReasonTable.CodeOf(closed.Reason) : null)),
        ("bytes_from_client", entry => entry.Closed is { } closed ? Number(closed.BytesFromClient) : null),
        ("bytes_from_upstream", entry => entry.Closed is { } closed ? Number(closed.BytesFromUpstream) : null),
        ("duration_ms", entry => entry.Closed?.Duration.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture)),
    ];

    public static string Head { get; } = string.Join(',', Columns.Select(column => column.Name));

    public static string LineOf(ConnectionView entry) => string.Join(',', Columns.Select(column => column.Cell(entry)));

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

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
