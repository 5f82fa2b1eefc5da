using Microsoft.Extensions.Logging;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Logs to the output of the current test, so that the report of a failure shows it.</summary>
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
            // Fixtures have no test output.
            if (TestContext.Current.TestOutputHelper is not { } output) return;
            try
            {
                output.WriteLine($"{logLevel}: {category}[{eventId.Id}] {formatter(state, exception)}");
                if (exception is not null) output.WriteLine(exception.ToString());
            }
            catch (InvalidOperationException)
            {
                // Written in the background after the test ended.
            }
        }
    }
}
