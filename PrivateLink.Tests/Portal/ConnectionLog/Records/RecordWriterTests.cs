using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Records;

public sealed class RecordWriterOnSqliteTests() : RecordWriterTests(new SqliteTestDatabase());

public sealed class RecordWriterOnSqlServerTests() : RecordWriterTests(new SqlServerTestDatabase());

public abstract class RecordWriterTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly Caller Company = Caller.Company("ada");

    private readonly ConnectionLogWorld _world = new(database, database.Time);
    private readonly StoredConnections _stored = new(database, new LinkSights(database, TimeProvider.System));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task FromSinkToTable_FiveThousandConnections_LosesNone()
    {
        const int Connections = 5_000;
        await _world.Pump.StartAsync(Cancel);

        Parallel.For(1, Connections + 1, id =>
        {
            var decision = TestDecision.Of(id, (Verdict)(id % 4));
            _world.Channel.OnDecision(decision);
            _world.Channel.OnClosed(TestDecision.Closed(decision));
        });
        await _world.Pump.StopAsync(Cancel);
        await WriteAsync();

        await using var context = database.CreateDbContext();
        Assert.Equal(Enumerable.Range(1, Connections).Select(id => (long)id), await context.ConnectionRecords.OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(Cancel));
        Assert.Equal(Connections, await context.ConnectionRecords.CountAsync(r => r.State == RecordState.Ended, Cancel));
        Assert.Equal((Connections, 0), (_world.Writer.Stored, _world.Backlog.Count));
        Assert.Null(_world.Unstored.Take());
    }

    [Fact]
    public async Task Record_WithEverything_IsReadBackAsItWas()
    {
        var decision = TestDecision.Complete(1);
        var closed = TestDecision.CompleteClosed(decision);
        await StoreAsync(closed);

        var entry = await _stored.FindAsync(Company, 1, Cancel);

        Assert.Equal(decision, entry!.Entry.Decision);
        Assert.Equal(closed, entry.Entry.Closed);
    }

    [Fact]
    public async Task Record_WithNothing_IsReadBackAsItWas()
    {
        var decision = TestDecision.Of(1) with { ServerName = null, Host = null };
        await StoreAsync(TestDecision.Closed(decision));

        Assert.Equal(decision, (await _stored.FindAsync(Company, 1, Cancel))!.Entry.Decision);
    }

    [Fact]
    public async Task Record_WithTextOfAStranger_IsCutAndStored()
    {
        var endless = new string('x', 10_000);
        await StoreAsync(TestDecision.Closed(TestDecision.Of(1) with { Detail = endless, ServerName = endless, Alpn = endless, LinkTlv = endless, FirstBytes = endless, TlsVersions = endless }));

        Assert.Equal(ConnectionRecord.ServerNameLength, (await _stored.FindAsync(Company, 1, Cancel))!.ServerName!.Length);
    }

    [Fact]
    public async Task Connection_ThatLasts_IsStoredOpenAndEndedLater()
    {
        var decision = TestDecision.Complete(1);
        Open(decision);

        await WriteAsync();
        Assert.Null(await _stored.FindAsync(Company, 1, Cancel));

        database.Time.Advance(RecordBacklog.StoreOpenAfter);
        await WriteAsync();
        var open = await _stored.FindAsync(Company, 1, Cancel);
        Assert.Equal((decision, null), (open!.Entry.Decision, open.Entry.Closed));

        Close(TestDecision.CompleteClosed(decision));
        await WriteAsync();
        Assert.Equal(TestDecision.CompleteClosed(decision), (await _stored.FindAsync(Company, 1, Cancel))!.Entry.Closed);
        Assert.Equal(1, _world.Writer.Stored);
    }

    [Fact]
    public async Task Connections_ThatLast_AreEndedTogether()
    {
        var decisions = Enumerable.Range(1, 1_000).Select(id => TestDecision.Of(id)).ToList();
        foreach (var decision in decisions) Open(decision);
        database.Time.Advance(RecordBacklog.StoreOpenAfter);
        await WriteAsync();

        foreach (var decision in decisions) Close(TestDecision.Closed(decision));
        await WriteAsync();

        await using var context = database.CreateDbContext();
        Assert.Equal(1_000, await context.ConnectionRecords.CountAsync(record => record.State == RecordState.Ended && record.BytesFromUpstream == 2, Cancel));
    }

    [Fact]
    public async Task Connection_ThatIsOpenAtTheStop_IsStored()
    {
        Open(TestDecision.Of(1));

        await _world.Writer.StopAsync(Cancel);

        Assert.NotNull(await _stored.FindAsync(Company, 1, Cancel));
    }

    [Fact]
    public async Task Connections_ThatAnEarlierProcessLeftOpen_AreCalledInterrupted()
    {
        Open(TestDecision.Of(1));
        await _world.Writer.StopAsync(Cancel);

        using var next = new ConnectionLogWorld(database, database.Time);
        await next.Writer.TryAsync(last: false, Cancel);

        await using var context = database.CreateDbContext();
        Assert.Equal(RecordState.Interrupted, (await context.ConnectionRecords.SingleAsync(Cancel)).State);
    }

    /// <summary>During a take-over both processes accept, and only the lane of an ID tells whose connection it is.</summary>
    [Fact]
    public async Task Interrupt_AfterATakeOver_TakesTheOtherLaneUntilItStopped()
    {
        var time = database.Time.GetUtcNow();
        var store = new RecordStore(database);
        long IdOf(int lane, int seconds) => ConnectionIds.FloorOf(time.AddSeconds(seconds)) | (lane * ConnectionIds.LaneMask);
        await store.WriteAsync(
            new RecordBatch
            {
                Inserts =
                [
                    .. new (int Lane, int At)[] { (0, -5), (1, -5), (0, 5), (1, 5), (0, 15), (1, 15) }
                        .Select(row => RecordForm.Of(TestDecision.Of(IdOf(row.Lane, row.At)) with { Time = time.AddSeconds(row.At), Node = "node" }, closed: null)),
                ],
                Endings = [],
            },
            Cancel);

        // This process started now, in lane 1, and the other one stopped accepting ten seconds later.
        await store.InterruptAsync("node", time.UtcDateTime, new TakenOverRows(time.AddSeconds(10).UtcDateTime, IsSecondLane: false), Cancel);

        await using var context = database.CreateDbContext();
        var interrupted = await context.ConnectionRecords.Where(record => record.State == RecordState.Interrupted).Select(record => record.Id).ToListAsync(Cancel);
        Assert.Equal([IdOf(0, -5), IdOf(1, -5), IdOf(0, 5)], interrupted.Order());
    }

    [Fact]
    public async Task Batch_WhoseAnswerGotLost_IsNotStoredTwice()
    {
        var store = new RecordStore(database);
        var gap = RecordGap.Begin(TestDecision.Of(9));
        var batch = new RecordBatch { Inserts = [.. Enumerable.Range(1, 700).Select(id => Row(id))], Endings = [], Gap = gap };

        AssertStored(await store.WriteAsync(batch, Cancel));
        AssertStored(await store.WriteAsync(batch, Cancel));
        AssertStored(await store.WriteAsync(new RecordBatch { Inserts = [], Endings = [], Gap = gap }, Cancel));

        await using var context = database.CreateDbContext();
        Assert.Equal((700, 1), (await context.ConnectionRecords.CountAsync(Cancel), await context.RecordGaps.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Connection_ThatIsInABatchTwice_IsStoredOnceAndHoldsNobodyUp()
    {
        var store = new RecordStore(database);

        AssertStored(await store.WriteAsync(new RecordBatch { Inserts = [Row(1), Row(1), Row(2)], Endings = [] }, Cancel));
        AssertStored(await store.WriteAsync(new RecordBatch { Inserts = [Row(2), Row(2)], Endings = [] }, Cancel));

        await using var context = database.CreateDbContext();
        Assert.Equal(2, await context.ConnectionRecords.CountAsync(Cancel));
    }

    [Fact]
    public async Task Connections_WithIdsOfAnotherEngine_AreCountedAndTheOthersStored()
    {
        await StoreAsync(TestDecision.Closed(TestDecision.Of(2) with { Node = "other", Peer = TestDecision.Address("192.0.2.1") }));

        foreach (var id in (long[])[1, 2, 3]) Close(TestDecision.Closed(Open(TestDecision.Of(id))));
        await WriteAsync();

        Assert.Equal("other", (await _stored.FindAsync(Company, 2, Cancel))!.Entry.Decision.Node);
        Assert.NotNull(await _stored.FindAsync(Company, 3, Cancel));
        Assert.Equal((3, 1), (_world.Writer.Stored, _world.Unstored.Lost));
    }

    [Fact]
    public async Task Connection_WithTheIdOfAnotherEngine_NeverEndsTheOther()
    {
        await StoreAsync(TestDecision.Closed(TestDecision.Of(2) with { Node = "other", Peer = TestDecision.Address("192.0.2.1") }));

        var decision = Open(TestDecision.Of(2));
        database.Time.Advance(RecordBacklog.StoreOpenAfter);
        await WriteAsync();
        Close(TestDecision.CompleteClosed(decision));
        await WriteAsync();

        Assert.Equal(1, (await _stored.FindAsync(Company, 2, Cancel))!.Closed!.Value.BytesFromClient);
    }

    [Fact]
    public async Task Find_ByATenant_FindsItsOwnOnly()
    {
        var (megacorp, globex) = (Guid.NewGuid(), Guid.NewGuid());
        for (var id = 1; id <= 3; id++) Close(TestDecision.Closed(Open(TestDecision.Of(id, tenantId: id % 3 == 0 ? megacorp : id % 3 == 1 ? globex : null))));
        await WriteAsync();
        var caller = Caller.Tenant("mia", megacorp);

        Assert.Equal(3, (await _stored.FindAsync(caller, 3, Cancel))!.Id);
        Assert.Null(await _stored.FindAsync(caller, 1, Cancel));
        Assert.Null(await _stored.FindAsync(caller, 2, Cancel));
        Assert.Equal(2, (await _stored.FindAsync(Company, 2, Cancel))!.Id);
    }

    /// <summary>Covers every text of a connection at any length, all together and each alone.</summary>
    [Fact]
    public async Task Record_WithEndlessTextInAnyField_KeepsNobodyOut()
    {
        var texts = typeof(ConnectionDecision).GetProperties().Where(property => property.PropertyType == typeof(string)).Select(property => property.Name).ToList();
        var endless = LinkId.Aws(new string('a', 4_000).Select(letter => (byte)letter).ToArray());
        var decisions = texts.Select((name, index) => WithText(TestDecision.Complete(index + 1), [name]))
            .Append(WithText(TestDecision.Complete(100), texts) with { LinkId = endless, NestedLinkId = endless })
            .Append(TestDecision.Complete(101) with { NestedLinkId = endless })
            .Append(TestDecision.Complete(102) with { LinkId = endless })
            .ToList();

        foreach (var decision in decisions) Close(TestDecision.CompleteClosed(Open(decision)));
        await WriteAsync();

        Assert.Equal(decisions.Count, _world.Writer.Stored);
        await using var context = database.CreateDbContext();
        var properties = context.Model.FindEntityType(typeof(ConnectionRecord))!.GetProperties().Where(property => property.ClrType == typeof(string)).ToList();
        foreach (var record in await context.ConnectionRecords.ToListAsync(Cancel))
            Assert.All(properties, property => Assert.InRange(((string?)property.PropertyInfo!.GetValue(record))?.Length ?? 0, 0, property.GetMaxLength()!.Value));
        Assert.Null((await _stored.FindAsync(Company, 102, Cancel))!.LinkId);
    }

    [Fact]
    public async Task Row_ThatTheDatabaseRefuses_StopsNobodyElse()
    {
        await RefuseAsync("'bad'");
        for (var id = 1; id <= 300; id++) Close(TestDecision.Closed(Open(TestDecision.Of(id) with { Detail = id is 7 or 250 ? "bad" : null })));

        await WriteAsync();

        Assert.Equal((298, 2), (_world.Writer.Stored, _world.Unstored.Lost));
        await using var context = database.CreateDbContext();
        Assert.Equal(298, await context.ConnectionRecords.CountAsync(Cancel));
        Assert.Equal(2, (await context.RecordGaps.SingleAsync(Cancel)).Lost);
    }

    /// <summary>If the database accepts no row at all, the rows are not at fault and keep waiting.</summary>
    [Fact]
    public async Task Rows_WhileTheDatabaseRefusesAll_Wait()
    {
        await RefuseAsync("NEW.Detail OR NEW.Detail IS NULL");
        for (var id = 1; id <= 10; id++) Close(TestDecision.Closed(Open(TestDecision.Of(id))));

        Assert.False(await _world.Writer.TryAsync(last: false, Cancel));

        Assert.Equal((0, 10), (_world.Unstored.Lost, _world.Backlog.Count));
    }

    /// <summary>Half of a batch may already be stored if the database failed between the halves.</summary>
    [Fact]
    public async Task Batch_ThatIsThereInParts_IsCompleted()
    {
        var store = new RecordStore(database);
        var gap = RecordGap.Begin(TestDecision.Of(9));
        await store.WriteAsync(new RecordBatch { Inserts = [Row(1), RecordForm.Of(TestDecision.Of(2), closed: null)], Endings = [] }, Cancel);

        AssertStored(await store.WriteAsync(new RecordBatch { Inserts = [Row(1), Row(2), Row(3)], Endings = [], Gap = gap }, Cancel));

        await using var context = database.CreateDbContext();
        Assert.Equal(3, await context.ConnectionRecords.CountAsync(record => record.State == RecordState.Ended, Cancel));
        Assert.Equal(1, await context.RecordGaps.CountAsync(Cancel));
    }

    private static ConnectionDecision WithText(ConnectionDecision decision, IEnumerable<string> names)
    {
        var changed = decision with { };
        foreach (var name in names) typeof(ConnectionDecision).GetProperty(name)!.SetValue(changed, string.Concat(Enumerable.Repeat("😀x", 4_000)));
        return changed;
    }

    private static void AssertStored(RecordOutcome outcome)
    {
        Assert.Empty(outcome.Duplicates);
        Assert.Empty(outcome.Refused);
    }

    /// <summary>Makes the database refuse rows with a certain detail, as a column that is too short would.</summary>
    private async Task RefuseAsync(string detail)
    {
        Assert.SkipUnless(database is SqliteTestDatabase, "The rule is written for SQLite.");
        await using var context = database.CreateDbContext();
#pragma warning disable EF1002 // The test writes its own SQL.
        await context.Database.ExecuteSqlRawAsync(
            $"CREATE TRIGGER refuse BEFORE INSERT ON ConnectionRecords WHEN NEW.Detail = {detail} BEGIN SELECT RAISE(ABORT, 'refused'); END", Cancel);
#pragma warning restore EF1002
    }

    private static ConnectionRecord Row(long id) => RecordForm.Of(TestDecision.Of(id), TestDecision.Closed(TestDecision.Of(id)));

    private ConnectionDecision Open(ConnectionDecision decision)
    {
        _world.Backlog.Take([new DecisionEvent(decision)]);
        return decision;
    }

    private void Close(ConnectionClosed closed) => _world.Backlog.Take([new DecisionEvent(closed.Decision, closed)]);

    private async Task StoreAsync(ConnectionClosed closed)
    {
        Open(closed.Decision);
        Close(closed);
        await WriteAsync();
    }

    private async Task WriteAsync() => Assert.True(await _world.Writer.TryAsync(last: false, Cancel), _world.Writer.Error);
}
