namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>The period of a view of the history: one of the ranges that end now, or from one time to another.</summary>
/// <param name="Code">The code of the range, or <see cref="HistoryRange.Custom"/>.</param>
/// <param name="From">The beginning of a custom period, as the address has it: in UTC, so that a link shows the same to every reader.</param>
/// <param name="To">The end of a custom period.</param>
public sealed record HistoryPeriod(string Code, string? From, string? To)
{
    public static HistoryPeriod Default { get; } = new(HistoryRange.Default.Code, null, null);

    public bool IsCustom => Code == HistoryRange.Custom;

    /// <summary>The code in an address, which does not name the default.</summary>
    public string? Written => Code == Default.Code ? null : Code;

    /// <summary>The part of an address; empty for the default.</summary>
    public string Text => IsCustom ? $"range={Code}&from={From}&to={To}" : Written is { } code ? $"range={code}" : "";

    /// <summary>Reads the values of an address.</summary>
    public static HistoryPeriod Of(string? range, string? from, string? to) =>
        range == HistoryRange.Custom ? new(range, from, to) : new(HistoryRange.Of(range).Code, null, null);

    /// <summary>Its ends; null where it has none.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) SpanAt(DateTimeOffset now) => IsCustom
        ? (HistoryRange.Read(From), HistoryRange.Read(To))
        : (HistoryRange.Of(Code).Length is { } length ? now - length : null, null);

    /// <summary>The custom period that shows the same now.</summary>
    public HistoryPeriod CustomAt(DateTimeOffset now) => new(HistoryRange.Custom, HistoryRange.Write(SpanAt(now).From ?? now.AddDays(-1)), HistoryRange.Write(now));
}
