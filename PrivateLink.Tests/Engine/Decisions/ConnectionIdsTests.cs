using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Decisions;
using Xunit;

namespace PrivateLink.Tests.Engine.Decisions;

public class ConnectionIdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);

    [Fact]
    public void Next_OneAfterTheOther_GrowsAndStaysPositive()
    {
        var ids = new ConnectionIds(_time, node: 63);
        var last = 0L;
        for (var i = 0; i < 200_000; i++)
        {
            var next = ids.Next();
            Assert.True(next > last);
            last = next;
            if (i % 1000 == 0) _time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public void Next_FromManyThreads_NeverGivesAnIdTwice()
    {
        var ids = new ConnectionIds(_time, node: 1);
        var given = new long[8][];
        Parallel.For(0, given.Length, thread => given[thread] = [.. Enumerable.Range(0, 20_000).Select(_ => ids.Next())]);

        Assert.Equal(160_000, given.SelectMany(numbers => numbers).Distinct().Count());
    }

    [Fact]
    public void Next_OfTwoNodesAtTheSameTime_Differ()
    {
        var one = new ConnectionIds(_time, node: 1);
        var two = new ConnectionIds(_time, node: 2);
        long[] ids = [.. Enumerable.Range(0, 70_000).SelectMany(_ => new[] { one.Next(), two.Next() })];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Next_AfterAMillisecond_SortsBehindEveryNodesEarlierIds()
    {
        var early = new ConnectionIds(_time, node: 63).Next();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(new ConnectionIds(_time, node: 0).Next() > early);
    }

    [Fact]
    public void TimeOf_AnId_IsWhenItWasMade() => Assert.Equal(Now, ConnectionIds.TimeOf(new ConnectionIds(_time, node: 5).Next()));
}
