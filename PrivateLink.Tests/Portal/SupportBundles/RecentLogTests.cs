using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Portal.SupportBundles;
using Xunit;

namespace PrivateLink.Tests.Portal.SupportBundles;

/// <summary>The last lines of the log in memory.</summary>
public sealed class RecentLogTests : IDisposable
{
    private readonly RecentLog _log = new(new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Lines_OfManyAndLongOnes_AreTheLastAndBounded()
    {
        var logger = _log.CreateLogger("a");
        for (var number = 0; number < RecentLog.MostLines + 5; number++) EngineLog.Denied(logger, number, "aws", "link_mismatch", "none", new string('x', 10_000), "none");

        Assert.Equal(RecentLog.MostLines, _log.Lines.Count);
        Assert.StartsWith("2026-03-01 12:00:00.000 info a[1300] Connection 5 on aws denied", _log.Lines[0], StringComparison.Ordinal);
        Assert.All(_log.Lines, line => Assert.InRange(line.Length, 1, RecentLog.LongestLine + 1));
    }

    [Fact]
    public void Lines_WithALink_DoNotSayWhich()
    {
        EngineLog.Denied(_log.CreateLogger("a"), 1, "gcp", "link_mismatch", "none", "a.my-saas.io", "18446744072646845442");

        Assert.EndsWith("host a.my-saas.io, link [link].", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }
}
