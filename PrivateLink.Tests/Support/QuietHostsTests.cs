using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateLink.Portal.SupportBundles;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Keeps thousands of log lines of the hosts under test from hiding failures.</summary>
public partial class QuietHostsTests
{
    private static string Output => TestContext.Current.TestOutputHelper!.Output;

    [Fact]
    public async Task Portal_BuiltByATest_LogsNowhereElse()
    {
        await using var portal = Program.Build([]);

        Assert.Equal([typeof(TestOutputLog), typeof(RecentLog)], portal.Services.GetServices<ILoggerProvider>().Select(provider => provider.GetType())); // the second keeps lines in memory
    }

    [Fact]
    public async Task Host_BuiltByATest_LogsIntoItsOutput()
    {
        await using var host = WebApplication.CreateBuilder().Build();

        Says(host.Logger, new InvalidOperationException("what was wrong"), "this");

        Assert.Contains("A host says this.", Output, StringComparison.Ordinal);
        Assert.Contains("what was wrong", Output, StringComparison.Ordinal);
    }

    /// <summary>Such lines come from fixtures, and from loops that outlive their test.</summary>
    [Fact]
    public void Line_OfNoTest_IsDropped()
    {
        using var log = new TestOutputLog();
        Thread writing;
        using (ExecutionContext.SuppressFlow())
        {
            writing = new Thread(() => Says(log.CreateLogger("a loop"), null, "that"));
            writing.Start();
        }

        writing.Join();

        Assert.Empty(Output);
    }

    [LoggerMessage(1, LogLevel.Warning, "A host says {What}.")]
    private static partial void Says(ILogger logger, Exception? exception, string what);
}
