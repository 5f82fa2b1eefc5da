using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PrivateLink.Tests.Support;

/// <summary>A log that a test can read: every line with its event ID and level.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILoggerFactory
{
    private readonly ConcurrentQueue<Line> _lines = [];

    public IReadOnlyList<Line> Lines => [.. _lines];

    public IEnumerable<Line> Of(int id) => _lines.Where(line => line.Id == id);

    public ILogger<T> For<T>() => new Logger<T>(this);

    public ILogger CreateLogger(string categoryName) => new Recorder(_lines);

    public void AddProvider(ILoggerProvider provider)
    {
        // There is nothing to forward to other providers.
    }

    public void Dispose()
    {
        // Lines stay readable until the end of the test.
    }

    internal sealed record Line(int Id, LogLevel Level, string Text);

    private sealed class Recorder(ConcurrentQueue<Line> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new(eventId.Id, logLevel, formatter(state, exception)));
    }
}
