using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Health;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Health;

/// <summary>A full disk is noticed although small writes still fit, is said once a minute with its folder, and ends by itself.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const int Away = 2310, Back = 2311, TakesNothing = 2312;
    private const int Connections = 3_000;

    private readonly SqliteTestDatabase _database = new();
    private readonly DatabaseState _state = new();
    private readonly RecordedLog _log = new();
    private readonly ConnectionLogWorld _world;

    public FullDiskTests() => _world = new(_database, _database.Time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Folder => Path.GetDirectoryName(_database.Path)!;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        _log.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Ask_ConnectionsFindNoRoomAndAHeartbeatDoes_NamesTheFolder()
    {
        using var health = Health(_world.Writer);
        await health.AskAsync(Cancel);
        await FillAsync();

        using (var alone = Health()) await alone.AskAsync(Cancel);
        Assert.Null(_state.Problem);
        await health.AskAsync(Cancel);

        Assert.Equal((null, null), (_state.Away, _state.ReadOnly));
        Assert.Contains(Folder, _state.Full, StringComparison.Ordinal);
        Assert.Equal("its disk is full", _state.Trouble?.Briefly);
    }

    /// <summary>A table that one writer may not use, a constraint, a mistake of ours: people can still sign in and save.</summary>
    [Fact]
    public async Task Ask_AWriterFailsForAnotherReason_DatabaseIsWell()
    {
        using var health = Health(_world.Writer);
        await using (var context = _database.CreateDbContext()) await context.Database.ExecuteSqlRawAsync("DROP TABLE ConnectionRecords", Cancel);
        _world.Backlog.Take(EventsOf(TestDecision.Of(1)));
        Assert.False(await _world.Writer.TryAsync(last: false, Cancel));

        await health.AskAsync(Cancel);

        Assert.True(DatabaseHealth.IsOutage(_world.Writer.Failure!));
        Assert.Null(_state.Problem);
    }

    [Fact]
    public async Task Reports_DiskFull_SaySinceWhenToAnyoneAndWhyToTheCompany()
    {
        using var health = Health(_world.Writer);
        await FillAsync();
        await health.AskAsync(Cancel);
        var reports = new RecordsReports(Options.Create(new RecordsOptions()), _world.Writer, _world.Backlog, _world.Unstored, _state);

        var ours = reports.Read(Caller.Company("ada"));
        var theirs = reports.Read(Caller.Tenant("mia", Guid.NewGuid()));

        Assert.Equal((Connections, TestDecision.Of(1).Time), (ours.Counts!.Waiting, ours.NotStoredSince));
        Assert.Contains(Folder, ours.Error, StringComparison.Ordinal);
        Assert.Equal((null, null, TestDecision.Of(1).Time), (theirs.Counts, theirs.Error, theirs.NotStoredSince));
    }

    [Fact]
    public async Task Ask_DiskStaysFullAndIsFreed_IsSaidOnceAMinuteAndEndsByItself()
    {
        using var health = Health(_world.Writer);
        await FillAsync();
        foreach (var seconds in (int[])[0, 30, 29, 1, 59])
        {
            _database.Time.Advance(TimeSpan.FromSeconds(seconds));
            await health.AskAsync(Cancel);
        }

        Assert.Equal(2, _log.Of(TakesNothing).Count());
        Assert.All(_log.Of(TakesNothing), line => Assert.StartsWith("The database answers, but connections cannot be stored: ", line.Text, StringComparison.Ordinal));
        Assert.All(_log.Of(TakesNothing), line => Assert.Contains(Folder, line.Text, StringComparison.Ordinal));
        Assert.All(_log.Of(TakesNothing), line => Assert.Contains("3,000 rows wait in memory, which has room for 100,000", line.Text, StringComparison.Ordinal));

        _database.IsFull = false;
        Assert.True(await _world.Writer.TryAsync(last: false, Cancel));
        await health.AskAsync(Cancel);

        Assert.Null(_state.Problem);
        Assert.Contains("0 rows wait", Assert.Single(_log.Of(Back)).Text, StringComparison.Ordinal);
        Assert.Empty(_log.Of(Away));
        Assert.Equal(("its disk is full", TimeSpan.FromSeconds(119)), (_state.Past!.Cause, _state.Past.Until - _state.Past.Since));
        await using var context = _database.CreateDbContext();
        Assert.Equal(Connections, await context.ConnectionRecords.CountAsync(Cancel));
    }

    /// <summary>The first failed write was once the first word about the disk.</summary>
    [Fact]
    public async Task Ask_DiskAlmostFull_IsReportedToTheCompanyWhileEverythingWorks()
    {
        var free = 200L << 20;
        using var health = new DatabaseHealth(_database, _state, [], Options.Create(new EngineOptions()), TestMetrics.OfTheDatabase(), _database.Time, _log.For<DatabaseHealth>())
        {
            Space = _ => new("/srv/data", free, 10L << 30),
        };
        var reports = new RecordsReports(Options.Create(new RecordsOptions()), _world.Writer, _world.Backlog, _world.Unstored, _state);

        await health.AskAsync(Cancel);

        Assert.Null(_state.Problem);
        Assert.Equal("The disk of the folder /srv/data is almost full: 200 MB of 10 GB are free.", reports.Read(Caller.Company("ada")).AlmostFull);
        Assert.Null(reports.Read(Caller.Tenant("mia", Guid.NewGuid())).AlmostFull);
        free = 5L << 30;
        await health.AskAsync(Cancel);
        Assert.Null(reports.Read(Caller.Company("ada")).AlmostFull);
    }

    [Theory]
    [InlineData(2L << 30, 1L << 40, false)]
    [InlineData(900L << 20, 1L << 40, true)]
    [InlineData(2L << 20, 24L << 20, false)]
    [InlineData(1L << 20, 24L << 20, true)]
    public void IsAlmostFull_OfALargeAndASmallDisk_HasTheSmallerBound(long free, long total, bool isAlmostFull) =>
        Assert.Equal(isAlmostFull, new DiskSpace("/srv/data", free, total).IsAlmostFull);

    /// <summary>Between two attempts of a writer, its last failure is older than the disk's room.</summary>
    [Fact]
    public async Task Ask_DiskIsFreedAndNoAttemptFollowedYet_DoesNotSayThatItIsFull()
    {
        var free = 100_000L;
        using var health = new DatabaseHealth(_database, _state, [_world.Writer], Options.Create(new EngineOptions()), TestMetrics.OfTheDatabase(), _database.Time, _log.For<DatabaseHealth>())
        {
            Space = _ => new("/srv/data", free, 24 << 20),
        };
        await FillAsync();
        await health.AskAsync(Cancel);
        free = 20 << 20;
        _database.Time.Advance(TimeSpan.FromMinutes(1));

        await health.AskAsync(Cancel);

        Assert.Equal("The disk of the folder /srv/data has room again: 20 MB of 24 MB are free. Connections are stored with the next attempt, within a few seconds.", _state.Full);
        Assert.Contains("has room again", _log.Of(TakesNothing).Last().Text, StringComparison.Ordinal);
        Assert.DoesNotContain("is full", _state.Trouble!.Briefly, StringComparison.Ordinal);
    }

    /// <summary>The words of SQLite say neither what happened to the change nor what to do.</summary>
    [Fact]
    public async Task Save_DiskFull_SaysWhatToDoToEachReader()
    {
        var writer = new PortalWorld(_database, _database.Time);
        _database.IsFull = true;

        Assert.Equal(
            [$"Nothing was saved. {FullDisk.Explain(_database.CreateDbContext().Database.GetConnectionString())}", $"Nothing was saved. {DatabaseErrors.NoRoom}"],
            [await SaveAsync(Caller.Company("ada")), await SaveAsync(Caller.Tenant("mia", Guid.NewGuid()))]);
        Assert.Equal(FullDisk.Unnamed, DatabaseErrors.Explain(new Microsoft.Data.Sqlite.SqliteException("SQLite Error 13: 'database or disk is full'.", 13)));

        async Task<string> SaveAsync(Caller caller)
        {
            var result = await writer.Changes.SaveAsync(caller, Permission.EditResources, AuditAction.ResourceChanged, (context, _) =>
            {
                context.AddRange(Enumerable.Range(0, 2_000).Select(number => new Heartbeat { Node = $"{number}{new string('n', 60)}" }));
                return Task.FromResult<Edit>(new Edit.Change(new AuditTarget("resource", Guid.NewGuid(), "x", null)));
            }, about: null, Cancel);
            return Assert.IsType<SaveResult.Unavailable>(result).Message;
        }
    }

    /// <summary>A fault of the database is said by its caller, with what it means, and not also by EF at each attempt.</summary>
    [Fact]
    public async Task Database_Refuses_LeavesTheWordsToItsCaller()
    {
        var builder = new DbContextOptionsBuilder<SqlitePortalDbContext>().UseLoggerFactory(_log).UseSqlite(_database.Options, contentRoot: "/");
        await using var context = new SqlitePortalDbContext((DbContextOptions<SqlitePortalDbContext>)builder.Options, _database.Time);

        await Assert.ThrowsAnyAsync<Exception>(() => context.Database.ExecuteSqlRawAsync("INSERT INTO Nowhere VALUES (1)", Cancel));
        context.Heartbeats.Add(new() { Node = new string('n', 10_000) });
        context.Heartbeats.Add(new() { Node = "twice" });
        await context.Database.ExecuteSqlRawAsync("INSERT INTO Heartbeats (Node, Time) VALUES ('twice', '2026-03-01')", Cancel);
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => context.SaveChangesAsync(Cancel));

        Assert.NotEmpty(_log.Lines);
        Assert.DoesNotContain(_log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Theory]
    [InlineData(0, 24L << 20, "The disk of the folder /srv/data is full: 0 KB of 24 MB are free.")]
    [InlineData(3L << 20, 2L << 30, "The disk of the folder /srv/data is full: 3 MB of 2 GB are free.")]
    [InlineData(20L << 20, 24L << 20, "SQLite found no room for the database in /srv/data, although 20 MB of 24 MB are free there.")]
    [InlineData(500L << 20, 2L << 30, "SQLite found no room for the database in /srv/data, although 500 MB of 2 GB are free there.")]
    public void Words_HowFull_SaysTheFolderAndWhatToLookAt(long free, long total, string beginning) =>
        Assert.StartsWith(beginning, FullDisk.Words("/srv/data", free, total), StringComparison.Ordinal);

    private DatabaseHealth Health(params IDatabaseWork[] works) =>
        new(_database, _state, works, Options.Create(new EngineOptions()), TestMetrics.OfTheDatabase(), _database.Time, _log.For<DatabaseHealth>());

    /// <summary>More connections than fit into the pages that the file has.</summary>
    private async Task FillAsync()
    {
        _database.IsFull = true;
        _world.Backlog.Take([.. Enumerable.Range(1, Connections).SelectMany(id => EventsOf(TestDecision.Of(id)))]);
        Assert.False(await _world.Writer.TryAsync(last: false, Cancel));
    }

    private static DecisionEvent[] EventsOf(PrivateLink.Engine.Decisions.ConnectionDecision decision) => [new(decision), new(decision, TestDecision.Closed(decision))];
}
