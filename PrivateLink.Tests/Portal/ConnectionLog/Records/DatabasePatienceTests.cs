using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.ConnectionLog.Records;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Records;

public class DatabasePatienceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly DatabasePatience _patience;

    public DatabasePatienceTests() => _patience = new(_time);

    [Fact]
    public void IsDue_WithoutAFailure_IsAlways() => Assert.True(_patience is { IsDue: true, HasFailed: false });

    [Fact]
    public void IsDue_AfterFailures_ComesLaterAndLaterUpToFiveSeconds() =>
        Assert.Equal([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000], Enumerable.Range(0, 7).Select(_ => MillisecondsUntilDueAfterAFailure()));

    [Fact]
    public void IsDue_AfterASuccess_IsAtOnceAgain()
    {
        _patience.Failed();
        _patience.Succeeded();

        Assert.True(_patience is { IsDue: true, HasFailed: false });
    }

    private int MillisecondsUntilDueAfterAFailure()
    {
        _patience.Failed();
        var waited = 0;
        for (; !_patience.IsDue; waited += 250) _time.Advance(TimeSpan.FromMilliseconds(250));
        return waited;
    }
}
