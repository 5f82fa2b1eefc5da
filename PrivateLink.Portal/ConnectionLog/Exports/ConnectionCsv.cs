using System.Globalization;
using System.Text;
using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>
/// Connections as CSV (RFC 4180). Half of the cells hold a stranger's text: one that a spreadsheet would take for a formula gets an
/// apostrophe in front, which shows and does nothing.
/// </summary>
public static class ConnectionCsv
{
    private static readonly (string Name, Func<ConnectionEntry, string?> Value)[] Columns =
    [
        ("id", entry => Text(entry.Decision.Id)),
        ("time", entry => ConnectionJson.Iso(entry.Decision.Time)),
        ("verdict", entry => VerdictText.Of(entry.Decision.Verdict)),
        ("reason", entry => ReasonTable.CodeOf(entry.Decision.Reason)),
        ("detail", entry => entry.Decision.Detail),
        ("host", entry => entry.Decision.Host),
        ("server_name", entry => entry.Decision.ServerName),
        ("cloud", entry => entry.Decision.LinkId?.Cloud.ToString().ToLowerInvariant()),
        ("link_id", entry => entry.Decision.LinkId?.ToString() ?? entry.HiddenLink),
        ("client", entry => (entry.Decision.Source ?? entry.Decision.Peer).ToString()),
        ("destination", entry => entry.Decision.Destination?.ToString()),
        ("peer", entry => entry.Decision.Peer.ToString()),
        ("listener", entry => entry.Decision.Listener),
        ("node", entry => entry.Decision.Node),
        ("tenant_id", entry => entry.Decision.TenantId?.ToString()),
        ("resource_id", entry => entry.Decision.ResourceId?.ToString()),
        ("policy_revision", entry => Text(entry.Decision.PolicyRevision)),
        ("upstream", entry => entry.Decision.Upstream),
        ("ending", entry => entry.Closed is { } closed ? ReasonTable.CodeOf(closed.Reason) : null),
        ("bytes_from_client", entry => entry.Closed is { } closed ? Text(closed.BytesFromClient) : null),
        ("bytes_from_upstream", entry => entry.Closed is { } closed ? Text(closed.BytesFromUpstream) : null),
        ("duration_ms", entry => entry.Closed?.Duration.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture)),
    ];

    public static string Head { get; } = string.Join(',', Columns.Select(column => column.Name));

    public static string LineOf(ConnectionEntry entry) => string.Join(',', Columns.Select(column => Cell(column.Value(entry))));

    /// <summary>One cell, safe in a spreadsheet and whole for a parser.</summary>
    internal static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        if (value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠') value = $"'{value}";
        if (value.AsSpan().IndexOfAny(",\"\r\n") < 0) return value;
        return new StringBuilder(value.Length + 8).Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').ToString();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
