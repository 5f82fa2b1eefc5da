using System.Globalization;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Components.Layout;

/// <summary>What came within a short time, as a sentence for a screen reader.</summary>
public static class SpokenWords
{
    /// <summary>"In the last 10 seconds: 12 allowed, 3 denied (link not listed), 1 failed (upstream refused)."; null when nothing came.</summary>
    public static string? Of(SpokenTally tally)
    {
        if (tally.Outcomes.Count == 0) return null;
        var parts = OutcomeLook.Order.SelectMany(outcome => tally.Outcomes.Where(each => each.Outcome == outcome)).Select(Words);
        return string.Create(CultureInfo.InvariantCulture, $"In the last {SpokenNews.Pause.TotalSeconds:0} seconds: {(tally.IsAtLeast ? "at least " : "")}{string.Join(", ", parts)}.");
    }

    private static string Words(TalliedOutcome tallied)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{tallied.Connections:N0} {NounOf(tallied)}");
        return tallied.Outcome is Outcome.Denied or Outcome.Failed ? $"{words} ({(tallied.HasOthers ? "mostly " : "")}{Lower(tallied.Title)})" : words;
    }

    private static string NounOf(TalliedOutcome tallied) =>
        tallied.Outcome == Outcome.None && tallied.Connections != 1 ? "probes" : OutcomeLook.Of(tallied.Outcome).Word.ToLowerInvariant();

    /// <summary>For the middle of a sentence. Words in capitals stay in capitals.</summary>
    private static string Lower(string title) => title.Length > 1 && char.IsUpper(title[1]) ? title : char.ToLowerInvariant(title[0]) + title[1..];
}
