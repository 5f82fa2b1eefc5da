using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.RollUps;

public sealed class RollUpOnSqliteTests() : RollUpTests(new SqliteTestDatabase());

public sealed class RollUpOnSqlServerTests() : RollUpTests(new SqlServerTestDatabase());

public abstract class RollUpTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Megacorp = Guid.NewGuid();

    private readonly ConnectionLogWorld _world = new(database, database.Time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Connections_OfOneKind_AreOneRow()
    {
        for (var count = 0; count < 3; count++) End(Decision());

        var row = Assert.Single(await WriteAsync());

        Assert.Equal((Noon, Megacorp, "aws", CloudProvider.Aws), (row.Hour, row.TenantId, row.Listener, row.Cloud));
        Assert.Equal((TestPolicy.AwsLink.ToString(), Verdict.Allowed, Reason.LinkMatched), (row.LinkId, row.Verdict, row.Reason));
        Assert.Equal((3, 3, 6), (row.Connections, row.BytesFromClient, row.BytesFromUpstream));
        Assert.Equal([new SourceCount("192.0.2.0/24", 3)], SourceCounts.Read(row.Sources));
    }

    [Fact]
    public async Task Connections_OfDifferentKinds_AreRowsOfTheirOwn()
    {
        var one = Decision();
        foreach (var other in (ConnectionDecision[])
            [
                one, one with { TenantId = null }, one with { ResourceId = Guid.NewGuid() }, one with { Listener = "gcp" }, one with { LinkId = TestPolicy.AzureLink },
                one with { LinkId = null }, one with { Verdict = Verdict.Audited }, one with { Reason = Reason.HostOpen }, one with { Time = one.Time.AddHours(-1) },
            ])
            End(other);

        var rows = await WriteAsync();

        Assert.Equal(9, rows.Count);
        Assert.All(rows, row => Assert.Equal(1, row.Connections));
    }

    /// <summary>What waits for the next write, also of a connection that began days ago, does not make the hours since then unknown.</summary>
    [Fact]
    public void BehindFrom_UntilTheDatabaseRefuses_IsNone()
    {
        var old = Decision() with { Upstream = "echo", Time = Noon.AddDays(-3) };
        _world.RollUps.Take([new DecisionEvent(old, TestDecision.Closed(old, CloseReason.BackendReset))]);
        Assert.Null(_world.RollUps.BehindFrom);

        _world.RollUps.NotWritten(_world.RollUps.Dirty());
        var again = _world.RollUps.Dirty();
        Assert.Equal(new DateTimeOffset(Noon.AddDays(-3)), _world.RollUps.BehindFrom);
        _world.RollUps.Written(again);

        Assert.Null(_world.RollUps.BehindFrom);
    }

    [Fact]
    public async Task Failures_CountInTheHourOfTheDecision()
    {
        var late = Decision() with { Upstream = "echo" };
        End(late);
        _world.RollUps.Take([new DecisionEvent(late)]);
        await WriteAsync();
        database.Time.Advance(TimeSpan.FromHours(1));
        await WriteAsync();
        await WriteAsync();
        _world.RollUps.Take([new DecisionEvent(late, TestDecision.Closed(late, CloseReason.BackendTimeout) with { BytesFromClient = 0, BytesFromUpstream = 0, Duration = TimeSpan.FromHours(1) })]);

        var rows = await WriteAsync();

        Assert.All(rows, row => Assert.Equal(Noon, row.Hour));
        Assert.Equal((2, 1), (rows.Sum(row => row.Connections), rows.Sum(row => row.Failed)));
    }

    [Fact]
    public async Task Rows_WrittenAgain_HoldTheSumOfTheHour()
    {
        End(Decision());
        await WriteAsync();
        End(Decision());

        Assert.Equal(2, Assert.Single(await WriteAsync()).Connections);
    }

    [Fact]
    public async Task Rows_OfARestart_AddUpWithThoseOfBefore()
    {
        End(Decision());
        await WriteAsync();

        using var next = new ConnectionLogWorld(database, database.Time);
        next.RollUps.Take([new DecisionEvent(Decision())]);
        Assert.True(await next.RollUpWriter.TryAsync(last: true, Cancel));

        await using var context = database.CreateDbContext();
        Assert.Equal(2, await context.HourlyRollUps.SumAsync(row => row.Connections, Cancel));
    }

    [Fact]
    public async Task Bytes_CountInTheHourOfTheEnding()
    {
        var decision = Decision();
        _world.RollUps.Take([new DecisionEvent(decision)]);
        await WriteAsync();
        database.Time.Advance(TimeSpan.FromHours(3));
        _world.RollUps.Take([new DecisionEvent(decision, TestDecision.CompleteClosed(decision))]);

        var rows = await WriteAsync();

        Assert.Equal([(Noon, 1, 0), (Noon.AddHours(3), 0, 517)], rows.OrderBy(row => row.Hour).Select(row => (row.Hour, (int)row.Connections, (int)row.BytesFromClient)));
    }

    [Fact]
    public async Task Hours_ThatAreOverAndWritten_AreForgotten()
    {
        End(Decision());
        await WriteAsync();
        database.Time.Advance(TimeSpan.FromHours(1));
        await WriteAsync();

        // A late report for that hour needs a new counter, which gets its own row.
        End(Decision());
        Assert.Equal(2, (await WriteAsync()).Count(row => row.Hour == Noon && row.Connections == 1));
    }

    [Fact]
    public async Task Links_MoreThanAnybodyWouldLookAt_ShareARow()
    {
        var decisions = Enumerable.Range(0, RollUpCounters.Capacity + 7).Select(index => new DecisionEvent(Decision() with { LinkId = LinkId.Gcp((ulong)index) }));
        _world.RollUps.Take([.. decisions]);

        var rows = await WriteAsync();

        Assert.Equal(RollUpCounters.Capacity + 1, rows.Count);
        Assert.Equal(7, Assert.Single(rows, row => row.LinkId == HourlyRollUp.OtherLinks).Connections);
    }

    private static ConnectionDecision Decision() => TestDecision.Of(1, tenantId: Megacorp) with
    {
        Time = new DateTimeOffset(Noon.AddMinutes(5)),
        LinkId = TestPolicy.AwsLink,
        Source = TestDecision.Address("192.0.2.77"),
    };

    private void End(ConnectionDecision decision) => _world.RollUps.Take([new DecisionEvent(decision), new DecisionEvent(decision, TestDecision.Closed(decision))]);

    private async Task<List<HourlyRollUp>> WriteAsync()
    {
        Assert.True(await _world.RollUpWriter.TryAsync(last: false, Cancel), _world.RollUpWriter.Error);
        await using var context = database.CreateDbContext();
        return await context.HourlyRollUps.ToListAsync(Cancel);
    }
}
