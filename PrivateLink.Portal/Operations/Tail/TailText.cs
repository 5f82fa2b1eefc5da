using System.Globalization;
using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Operations.Tail;

/// <summary>Formats a connection as one line for a terminal. Names and link IDs come from strangers, and a terminal obeys control characters.</summary>
internal static class TailText
{
    public static string Of(ConnectionView connection)
    {
        var host = connection.Host ?? connection.ServerName ?? "-";
        var ending = connection.Closed is { } closed
            ? string.Create(CultureInfo.InvariantCulture, $" after {closed.Duration.TotalSeconds:0.###} s, {closed.BytesFromClient} B in, {closed.BytesFromUpstream} B out")
            : "";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{connection.Time.UtcDateTime:HH:mm:ss.fff} {Outcomes.CodeOf(connection.Outcome),-8} {connection.Description.Code,-18} {host} link {connection.LinkId?.ToString() ?? "-"} from {connection.Client?.ToString() ?? "-"} on {connection.Listener}{ending} #{connection.Id}");
        return string.Create(line.Length, line, static (shown, text) =>
        {
            for (var index = 0; index < shown.Length; index++) shown[index] = text[index] is < ' ' or '\u007f' or (>= '\u0080' and < '\u00a0') ? '?' : text[index];
        });
    }
}
