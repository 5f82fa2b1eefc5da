using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>
/// Keeps the last lines of the log in memory, for support bundles. Link IDs and mail addresses that a line names are removed at once, because only the
/// line's arguments say which words they are. Thread-safe and bounded.
/// </summary>
[ProviderAlias("Recent")]
internal sealed class RecentLog(TimeProvider time) : ILoggerProvider
{
    public const int MostLines = 1_000;

    internal const int LongestLine = 4_000;

    private const int ShortestValue = 4;

    private static readonly FrozenDictionary<string, string> Removed = new Dictionary<string, string>
    {
        ["Link"] = Redaction.Link,
        ["LinkId"] = Redaction.Link,
        ["Filter"] = "[filter]",
        ["Detail"] = "[detail]",
        ["Mail"] = Redaction.Mail,
        ["Email"] = Redaction.Mail,
        ["Token"] = Redaction.Token,
        ["Password"] = Redaction.Secret,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = [];

    /// <summary>The last lines, oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock) return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
        // Nothing to release: the lines go with this object.
    }

    private void Add(LogLevel level, string category, EventId id, string message, Exception? exception)
    {
        var line = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} {WordOf(level)} {category}[{id.Id}] {message}"));
        if (exception is not null) line.Append('\n').Append(exception);
        if (line.Length > LongestLine) line.Remove(LongestLine, line.Length - LongestLine).Append('…');
        lock (_lock)
        {
            if (_lines.Count == MostLines) _lines.Dequeue();
            _lines.Enqueue(line.ToString());
        }
    }

    private static string WithoutNamedValues<TState>(TState state, string message)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> arguments) return message;
        foreach (var (name, value) in arguments)
            if (Removed.TryGetValue(name, out var mark) && value?.ToString() is { Length: >= ShortestValue } text && text != "none")
                message = message.Replace(text, mark, StringComparison.Ordinal);
        return message;
    }

    private static string WordOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    private sealed class Category(RecentLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Add(logLevel, name, eventId, WithoutNamedValues(state, formatter(state, exception)), exception);
        }
    }
}
