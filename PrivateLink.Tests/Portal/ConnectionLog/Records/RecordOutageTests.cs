using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Records;

/// <summary>The database is unavailable. Traffic and live pages are not affected, and in the end every connection is accounted for.</summary>
public sealed class RecordOutageTests : IAsyncLifetime
{
    private static readonly Caller Company = Caller.Company("ada");

    private readonly SqliteTestDatabase _database = new();
    private readonly UnreliableSqlite _unreliable;
    private readonly ConnectionLogWorld _world;
    private int _decided;

    public RecordOutageTests()
    {
        _unreliable = new UnreliableSqlite(_database);
        _world = new ConnectionLogWorld(_unreliable, _database.Time, new RecordsOptions { Backlog = 1_000 });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        await _world.Pump.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.Pump.StopAsync(CancellationToken.None);
        _world.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Database_LockedByAnotherProcess_IsWaitedForByNobodyElse()
    {
        await using var other = new SqliteConnection(_database.CreateDbContext().Database.GetConnectionString());
        await other.OpenAsync(Cancel);
        await RunAsync(other, "BEGIN EXCLUSIVE");
        Decide(1, Verdict.Allowed);
        await Eventually.TrueAsync(() => _world.Backlog.Count == 1);

        var writing = Task.Run(() => _world.Writer.TryAsync(last: false, Cancel), Cancel);
        Decide(1_500, Verdict.Allowed);
        Decide(1_500, Verdict.Denied);
        await Eventually.TrueAsync(() => _world.Live.Counters(Company).Total == _decided);
        Assert.False(writing.IsCompleted);

        await RunAsync(other, "COMMIT");
        await writing;
        await AssertEverythingIsAccountedForAsync();
        Assert.True(_world.Unstored.Sampled > 0 && _world.Unstored.Lost > 0);
    }

    [Theory]
    [InlineData(Fault.Opening)]
    [InlineData(Fault.Committing)]
    [InlineData(Fault.Answering)]
    internal async Task Database_ThatFails_GetsEverythingOnceItIsBack(Fault fault)
    {
        _unreliable.Fault = fault;
        Decide(100, Verdict.Denied);
        await TakenAsync();

        Assert.False(await _world.Writer.TryAsync(last: false, Cancel));
        Assert.Contains("The database is away", _world.Writer.Error, StringComparison.Ordinal);
        Decide(2_000, Verdict.Denied);
        await TakenAsync();
        Assert.False(await _world.Writer.TryAsync(last: false, Cancel));

        _unreliable.Fault = Fault.None;
        await AssertEverythingIsAccountedForAsync();
        Assert.Null(_world.Writer.Error);
        Assert.True(_world.Unstored.Lost > 0);
    }

    [Fact]
    public async Task Database_ThatFailsAgainAndAgain_HasEveryConnectionOnce()
    {
        var random = new Random(11);
        for (var round = 0; round < 150; round++)
        {
            _unreliable.Fault = (Fault)random.Next(4);
            Decide(random.Next(60), (Verdict)random.Next(4));
            await TakenAsync();
            await _world.Writer.TryAsync(last: false, Cancel);
        }

        _unreliable.Fault = Fault.None;
        await AssertEverythingIsAccountedForAsync();
    }

    [Fact]
    public async Task Database_ThatFails_KeepsObservationsAndRollUpsWaiting()
    {
        _unreliable.Fault = Fault.Opening;
        Decide(100, Verdict.Denied);
        await TakenAsync();
        Assert.False(await _world.ObservationWriter.TryAsync(last: false, Cancel));
        Assert.False(await _world.RollUpWriter.TryAsync(last: false, Cancel));

        _unreliable.Fault = Fault.None;
        Decide(100, Verdict.Denied);
        await TakenAsync();
        Assert.True(await _world.ObservationWriter.TryAsync(last: false, Cancel));
        Assert.True(await _world.RollUpWriter.TryAsync(last: false, Cancel));

        await using var context = _database.CreateDbContext();
        Assert.Equal(200, (await context.HourlyRollUps.SingleAsync(Cancel)).Connections);
        Assert.Equal(200, (await context.LinkObservations.SingleAsync(Cancel)).Connections);
    }

    private void Decide(int count, Verdict verdict)
    {
        for (var index = 0; index < count; index++)
        {
            var decision = TestDecision.Of(++_decided, verdict) with { LinkId = TestPolicy.AwsLink, Time = _database.Time.GetUtcNow() };
            _world.Channel.OnDecision(decision);
            _world.Channel.OnClosed(TestDecision.Closed(decision));
        }
    }

    /// <summary>Waits until the pump has passed on everything; the backlog comes last.</summary>
    private Task TakenAsync() =>
        Eventually.TrueAsync(() => _world.Writer.Stored + _world.Backlog.Count + _world.Unstored.Sampled + _world.Unstored.Lost >= _decided);

    private async Task AssertEverythingIsAccountedForAsync()
    {
        await TakenAsync();
        Assert.True(await _world.Writer.TryAsync(last: false, Cancel), _world.Writer.Error);

        await using var context = _database.CreateDbContext();
        var rows = await context.ConnectionRecords.LongCountAsync(Cancel);
        var gaps = await context.RecordGaps.ToListAsync(Cancel);
        Assert.Equal(_decided, rows + gaps.Sum(gap => gap.Total));
        Assert.Equal((_world.Unstored.Sampled, _world.Unstored.Lost), (gaps.Sum(gap => gap.Sampled), gaps.Sum(gap => gap.Lost)));
        Assert.Equal(rows, _world.Writer.Stored);
    }

    private static async Task RunAsync(SqliteConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test writes its own SQL.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
