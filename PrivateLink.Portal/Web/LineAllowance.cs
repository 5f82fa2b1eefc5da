namespace PrivateLink.Portal.Web;

/// <summary>Limits log lines that anyone can cause without limit: ten of a kind per minute, then a count. Thread-safe.</summary>
internal sealed partial class LineAllowance(TimeProvider time, ILogger logger)
{
    private const int LinesPerMinute = 10;
    private const int MostKinds = 1_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private Dictionary<(string What, string? Who), int> _counts = [];
    private long _since = time.GetTimestamp();

    /// <summary>Counts one more event.</summary>
    /// <param name="what">What happened, in the plural.</param>
    /// <param name="who">Who caused it, or from which network.</param>
    /// <returns>Whether to write a line for it.</returns>
    public bool IsToBeWritten(string what, string? who)
    {
        Dictionary<(string What, string? Who), int>? over = null;
        bool writes;
        lock (_lock)
        {
            if (time.GetElapsedTime(_since) >= Minute) (over, _counts, _since) = (_counts, [], time.GetTimestamp());
            if (_counts.Count >= MostKinds && !_counts.ContainsKey((what, who))) who = null;
            var count = _counts[(what, who)] = _counts.GetValueOrDefault((what, who)) + 1;
            writes = count <= LinesPerMinute;
        }

        foreach (var ((kind, whose), count) in over ?? [])
            if (count > LinesPerMinute)
                LogMore(count - LinesPerMinute, kind, whose);
        return writes;
    }

    [LoggerMessage(2333, LogLevel.Warning, "{Count} more {Kind} by {Who} within a minute")]
    private partial void LogMore(int count, string kind, string? who);
}
