namespace PrivateLink.Protocol.Reasons;

/// <summary>
/// The single table of reasons and endings, with their codes, texts and properties. The engine, the portal, the log, the metrics and the
/// documentation all read it.
/// </summary>
public static class ReasonTable
{
    // Indexed by number, because the engine looks up a row for every connection. Unused numbers have no row.
    private static readonly ReasonRow?[] Reasons = ByNumber<Reason, ReasonRow>(ReasonRows.Of, static reason => (int)reason);
    private static readonly EndingRow?[] Endings = ByNumber<CloseReason, EndingRow>(EndingRows.Of, static reason => (int)reason);

    /// <summary>The row of a decision's reason.</summary>
    /// <exception cref="KeyNotFoundException">The number is not a reason.</exception>
    public static ReasonRow Describe(Reason reason) => Find(Reasons, (int)reason);

    /// <summary>The row of a connection's ending.</summary>
    /// <exception cref="KeyNotFoundException">The number is not an ending.</exception>
    public static EndingRow Describe(CloseReason reason) => Find(Endings, (int)reason);

    /// <summary>The stable text code of a decision's reason.</summary>
    public static string CodeOf(Reason reason) => Describe(reason).Code;

    /// <summary>The stable text code of a connection's ending.</summary>
    public static string CodeOf(CloseReason reason) => Describe(reason).Code;

    /// <summary>The reasons whose rows match, ordered by number. Use it instead of a separate list of reasons.</summary>
    public static IReadOnlyList<Reason> Where(Predicate<ReasonRow> matches) => [.. Enum.GetValues<Reason>().Where(reason => matches(Describe(reason)))];

    /// <summary>Finds an ending by its code, as it appears in URLs and logs.</summary>
    public static bool TryFind(string code, out CloseReason reason)
    {
        reason = (CloseReason)NumberOf(Endings, code);
        return reason != default;
    }

    /// <summary>Finds a reason by its code, as it appears in URLs and logs.</summary>
    public static bool TryFind(string code, out Reason reason)
    {
        reason = (Reason)NumberOf(Reasons, code);
        return reason != default;
    }

    private static TRow Find<TRow>(TRow?[] rows, int number) where TRow : ReasonDescription =>
        (uint)number < (uint)rows.Length && rows[number] is { } row ? row : throw new KeyNotFoundException($"{number} is not in the table of reasons.");

    /// <summary>The number of a code; zero, which no reason or ending uses, if there is none.</summary>
    private static int NumberOf(ReasonDescription?[] rows, string code) => Math.Max(0, Array.FindIndex(rows, row => string.Equals(row?.Code, code, StringComparison.Ordinal)));

    private static TRow?[] ByNumber<TReason, TRow>(Func<TReason, TRow> rowOf, Func<TReason, int> numberOf)
        where TReason : struct, Enum
        where TRow : ReasonDescription
    {
        var reasons = Enum.GetValues<TReason>();
        var rows = new TRow?[reasons.Max(numberOf) + 1];
        foreach (var reason in reasons) rows[numberOf(reason)] = rowOf(reason);
        return rows;
    }
}
