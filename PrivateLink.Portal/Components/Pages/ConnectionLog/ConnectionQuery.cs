using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>A filter as the query of a URL, so that a link reproduces a view: <c>?verdict=denied,audited&amp;q=globex</c>.</summary>
public static class ConnectionQuery
{
    public const string Verdict = "verdict";
    public const string Text = "q";

    /// <summary>Unknown verdicts are ignored: an old link still opens.</summary>
    public static ConnectionFilter Read(string? verdicts, string? text)
    {
        var names = (verdicts ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return new()
        {
            Verdicts = [.. VerdictLook.Order.Where(verdict => names.Contains(VerdictLook.Of(verdict).Colour))],
            Text = (text ?? "").Trim(),
        };
    }

    /// <summary>The parameters of a filter; null removes one from the URL.</summary>
    public static IReadOnlyDictionary<string, object?> Write(ConnectionFilter filter) => new Dictionary<string, object?>
    {
        [Verdict] = VerdictsOf(filter),
        [Text] = TextOf(filter),
    };

    public static string? VerdictsOf(ConnectionFilter filter) =>
        filter.Verdicts.Count == 0 ? null : string.Join(',', filter.Verdicts.Select(verdict => VerdictLook.Of(verdict).Colour));

    public static string? TextOf(ConnectionFilter filter) => filter.Text.Length == 0 ? null : filter.Text;

    /// <summary>The same filter with one verdict more or less; none chosen takes all.</summary>
    public static ConnectionFilter Toggle(ConnectionFilter filter, Engine.Policy.Verdict verdict) => filter with
    {
        Verdicts = [.. VerdictLook.Order.Where(other => filter.Verdicts.Contains(other) != (other == verdict))],
    };
}
