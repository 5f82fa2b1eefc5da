using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Records;

public sealed class RecordRetentionOnSqliteTests() : RecordRetentionTests(new SqliteTestDatabase());

public sealed class RecordRetentionOnSqlServerTests() : RecordRetentionTests(new SqlServerTestDatabase());

public abstract class RecordRetentionTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly RecordsOptions Settings = new() { KeepDays = 30, KeepRollUpDays = 60, MaximumRows = 1_000, BatchSize = 100 };

    private readonly ConnectionLogWorld _world = new(database, database.Time, Settings);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => database.Time.GetUtcNow();

    public ValueTask InitializeAsync() => database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Rows_OlderThanTheyAreKept_Go()
    {
        await AddAsync(250, Now.AddDays(-31));
        await AddAsync(10, Now.AddDays(-29));

        await CleanAsync();

        Assert.Equal(10, await CountAsync());
    }

    [Fact]
    public async Task Rows_MoreThanAreKept_GoOldestFirst()
    {
        await AddAsync(1_100, Now.AddDays(-2));
        await AddAsync(155, Now.AddDays(-1));

        await CleanAsync();

        Assert.Equal(1_000, await CountAsync());
        var newest = ConnectionIds.FloorOf(Now.AddDays(-1).AddHours(-1));
        await using var context = database.CreateDbContext();
        Assert.Equal(155, await context.ConnectionRecords.CountAsync(record => record.Id >= newest, Cancel));
    }

    /// <summary>A single search over that many rows would exceed the command timeout.</summary>
    [Fact]
    public async Task Rows_FarMoreThanAreKept_GoInSeveralGoes()
    {
        using var deleted = new MetricCollector<long>(_world.Meters, RecordMetrics.MeterName, "privatelink.records.deleted");
        await AddAsync(6_150, Now.AddDays(-2));

        await CleanAsync();

        Assert.Equal([0, .. Enumerable.Repeat(100L, 50), 0, 100, 50], deleted.GetMeasurementSnapshot().Select(measurement => measurement.Value));
        Assert.Equal(1_000, await CountAsync());
    }

    /// <summary>The second process counts before the first has deleted everything.</summary>
    [Fact]
    public async Task Rows_MoreThanAreKept_AreDeletedOnceByTwoProcesses()
    {
        using var other = new ConnectionLogWorld(database, database.Time, Settings);
        await AddAsync(1_950, Now.AddDays(-2));

        var first = _world.Retention.TryAsync(last: false, Cancel);
        await Eventually.TrueAsync(() => CountAsync().Result < 1_950);
        var second = other.Retention.TryAsync(last: false, Cancel);
        await FinishAsync(first, second);
        await CleanAsync();

        Assert.Equal(1_000, await CountAsync());
    }

    [Fact]
    public async Task Rows_ThatMayStay_Stay()
    {
        await AddAsync(1_000, Now.AddDays(-29));

        await CleanAsync();

        Assert.Equal(1_000, await CountAsync());
    }

    [Fact]
    public async Task Rows_AreDeletedInBatches()
    {
        using var deleted = new MetricCollector<long>(_world.Meters, RecordMetrics.MeterName, "privatelink.records.deleted");
        await AddAsync(250, Now.AddDays(-31));

        await CleanAsync();

        Assert.Equal([100, 100, 50], deleted.GetMeasurementSnapshot().Select(measurement => measurement.Value));
    }

    [Fact]
    public async Task RollUpsAndGaps_AreKeptLonger()
    {
        await using (var context = database.CreateDbContext())
        {
            foreach (var days in (int[])[-61, -59, -1])
            {
                context.Add(new HourlyRollUp
                {
                    Id = Guid.NewGuid(),
                    Hour = Now.AddDays(days).UtcDateTime,
                    Listener = "aws",
                    Verdict = Verdict.Denied,
                    Reason = Reason.LinkMissing,
                    Connections = 1,
                    Failed = 0,
                    BytesFromClient = 0,
                    BytesFromUpstream = 0,
                    Sources = "",
                });
                context.Add(RecordGap.Begin(TestDecision.Of(1) with { Time = Now.AddDays(days) }));
            }

            await context.SaveChangesAsync(Cancel);
        }

        await CleanAsync();

        await using var after = database.CreateDbContext();
        Assert.Equal((2, 2), (await after.HourlyRollUps.CountAsync(Cancel), await after.RecordGaps.CountAsync(Cancel)));
    }

    /// <summary>The clock was trusted when the deletion started.</summary>
    [Fact]
    public async Task Gaps_WhenTheClockJumpsDuringALongDeletion_Stay()
    {
        await AddAsync(150, Now.AddDays(-31));
        await using (var context = database.CreateDbContext())
        {
            context.Add(RecordGap.Begin(TestDecision.Of(1) with { Time = Now.AddDays(-1) }));
            await context.SaveChangesAsync(Cancel);
        }

        var cleaning = _world.Retention.TryAsync(last: false, Cancel);
        await Eventually.TrueAsync(() => CountAsync().Result < 150);
        database.Time.Advance(TimeSpan.FromDays(100));
        await FinishAsync(cleaning);

        await using var after = database.CreateDbContext();
        Assert.Equal(1, await after.RecordGaps.CountAsync(Cancel));
    }

    private async Task AddAsync(int count, DateTimeOffset from)
    {
        ConnectionRecord Row(int index) => RecordForm.Of(
            TestDecision.Of(ConnectionIds.FloorOf(from.AddMilliseconds(index))) with { Time = from.AddMilliseconds(index) }, closed: null);

        await new RecordStore(database).WriteAsync(new RecordBatch { Inserts = [.. Enumerable.Range(0, count).Select(Row)], Endings = [] }, Cancel);
    }

    private async Task<int> CountAsync()
    {
        await using var context = database.CreateDbContext();
        return await context.ConnectionRecords.CountAsync(Cancel);
    }

    private async Task CleanAsync()
    {
        var cleaning = _world.Retention.TryAsync(last: false, Cancel);
        await FinishAsync(cleaning);
        Assert.True(await cleaning, _world.Retention.Error);
    }

    /// <summary>Lets the pauses between batches pass.</summary>
    private Task FinishAsync(params Task[] cleaning) => Eventually.TrueAsync(() =>
    {
        database.Time.Advance(TimeSpan.FromMilliseconds(20));
        return cleaning.All(task => task.IsCompleted);
    });
}
