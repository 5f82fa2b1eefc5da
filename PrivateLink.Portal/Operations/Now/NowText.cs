using System.Globalization;
using System.Text;
using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Operations.Now;

/// <summary>The report as text for a terminal.</summary>
internal static class NowText
{
    public static string Of(NowReport now)
    {
        var text = new StringBuilder(StateOf(now));
        Decisions(text, "Last denied or failed", now.Refusals);
        Decisions(text, "Last decisions", now.Decisions);
        return text.ToString();
    }

    /// <summary>The report without single connections.</summary>
    public static string StateOf(NowReport now)
    {
        var text = new StringBuilder();
        Line(text, $"PrivateLink on {now.Node} at {now.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        Line(text, $"engine     {WordsOf(now.Engine)}, {now.Open} open, {now.PerSecond:0.#} decisions a second; last five minutes: {CountsOf(now.FiveMinutes)}");
        foreach (var earlier in now.Predecessors)
            Line(text, $"earlier    process {earlier.Process}{(earlier.Version is { } version ? $" ({version})" : "")} drains{(earlier.Connections is { } left ? $" {left} connections" : "")}");
        if (now.FailedUpgrade is { } failed) Line(text, $"upgrade    failed at {failed}");
        Line(text, $"policy     revision {now.Policy.Revision?.ToString(CultureInfo.InvariantCulture) ?? "none: everything is denied"}{SinceOf(now.Policy.Since, now.Time)}, from {now.Policy.Origin}");
        foreach (var wait in now.Policy.Waits) Line(text, $"           {wait}");
        Line(text, $"database   {WordsOf(now.Database)}{SinceOf(now.Database.Since, now.Time)}");
        if (now.Database.Problem is { } problem) Line(text, $"           {problem}");
        Line(text, $"records    {WordsOf(now.Records)}");
        if (now.Records.Error is { } error && error != now.Database.Problem) Line(text, $"           {error}");
        foreach (var failing in now.Failing) Line(text, $"failing    {failing} (restarts by itself)");
        foreach (var listener in now.Listeners)
            Line(text, $"listener   {listener.Name,-12} {listener.Address ?? "NOT BOUND",-22} header {listener.Header}; {CountsOf(listener.FiveMinutes)}");
        foreach (var upstream in now.Upstreams)
            Line(text, $"upstream   {upstream.Name,-12} {upstream.State,-9} hosts {upstream.Hosts}, connections {upstream.Connections}");
        return text.ToString();
    }

    /// <summary>The state of the engine, in words.</summary>
    public static string WordsOf(EngineCondition condition) => condition switch
    {
        EngineCondition.Live => "decides",
        EngineCondition.NoPolicy => "has no policy and denies everything",
        EngineCondition.Draining => "is draining: no new connections are accepted",
        _ => "is not listening",
    };

    /// <summary>The state of the database, in words.</summary>
    public static string WordsOf(NowDatabase database) => database.State switch
    {
        NowDatabase.Away => "does not answer",
        NowDatabase.StoresNoConnections => "answers, but cannot store connections",
        NowDatabase.SavesNothing => "answers, but nothing can be saved",
        _ => "answers",
    };

    /// <summary>What became of the connection records, in words.</summary>
    public static string WordsOf(NowRecords records) => string.Create(
        CultureInfo.InvariantCulture, $"{records.Waiting} waiting in memory; since the start {records.Stored} stored, {records.Sampled} left out by sampling, {records.Lost} lost");

    public static string CountsOf(IReadOnlyDictionary<string, int> counts) =>
        string.Join(", ", counts.Where(count => count.Value > 0).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {WordOf(count.Key)}"))) is { Length: > 0 } words ? words : "nothing";

    /// <summary>A connection without a verdict is called a probe on every page.</summary>
    private static string WordOf(string outcome) => outcome == Outcomes.CodeOf(Outcome.None) ? "probes" : outcome;

    public static string AgeOf(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, age.TotalSeconds):0} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days"),
    };

    private static string SinceOf(DateTimeOffset? since, DateTimeOffset now) =>
        since is { } at ? string.Create(CultureInfo.InvariantCulture, $" since {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC ({AgeOf(now - at)})") : "";

    private static void Decisions(StringBuilder text, string title, IReadOnlyList<NowDecision> decisions)
    {
        Line(text, $"");
        Line(text, $"{title}{(decisions.Count == 0 ? ": none" : "")}");
        foreach (var decision in decisions)
            Line(text, $"  {decision.Time.UtcDateTime:HH:mm:ss.fff}  {Outcomes.CodeOf(decision.Outcome),-8} {decision.Reason,-18} {decision.Host ?? "-",-30} link {decision.Link ?? "-",-6} from {decision.Network ?? "-",-18} on {decision.Listener} #{decision.Id}");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
