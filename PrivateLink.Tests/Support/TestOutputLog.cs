using Microsoft.Extensions.Logging;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>A log in the output of the test in whose course a line is written, where the report of a failure shows it.</summary>
internal sealed class TestOutputLog : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Writer(categoryName);

    public void Dispose()
    {
        // Each line is written at once.
    }

    private sealed class Writer(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // Fixtures are nobody's test.
            if (TestContext.Current.TestOutputHelper is not { } output) return;
            try
            {
                output.WriteLine($"{logLevel}: {category}[{eventId.Id}] {formatter(state, exception)}");
                if (exception is not null) output.WriteLine(exception.ToString());
            }
            catch (InvalidOperationException)
            {
                // Written in the background, after its test.
            }
        }
    }
}
