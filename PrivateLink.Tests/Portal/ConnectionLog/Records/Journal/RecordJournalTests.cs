using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Records.Journal;

/// <summary>After a process is killed, the next one stores what is missing: every connection exactly once, in its row and in every total.</summary>
public sealed class RecordJournalTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"privatelink-journal-{Guid.NewGuid():N}");
    private int _decided;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Process_KilledBeforeAnythingIsStored_LosesNothing()
    {
        using (var killed = Start())
            Decide(killed, 500);

        await RecoverAsync(_database);

        await AssertBooksAsync(connections: 500, interrupted: 0);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    /// <summary>Rows, roll-ups and observations are written at different times, so a connection may be in one and not in another.</summary>
    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]
    public async Task Process_KilledWithSomeOfItStored_HasEverythingOnce(bool rows, bool rollUps, bool observations)
    {
        using (var killed = Start())
        {
            Decide(killed, 300);
            if (rows) Assert.True(await killed.World.Writer.TryAsync(last: false, Cancel));
            if (rollUps) Assert.True(await killed.World.RollUpWriter.TryAsync(last: false, Cancel));
            if (observations) Assert.True(await killed.World.ObservationWriter.TryAsync(last: false, Cancel));
            Decide(killed, 200);
        }

        await RecoverAsync(_database);

        await AssertBooksAsync(connections: 500, interrupted: 0);
    }

    /// <summary>The database always refuses one total, and becomes unavailable while the others are written.</summary>
    [Fact]
    public async Task Process_KilledBesideASumThatIsRefused_HasTheOthersOnce()
    {
        foreach (var table in (string[])["HourlyRollUps", "LinkObservations"])
            await RunAsync($"CREATE TRIGGER refuse{table} BEFORE INSERT ON {table} WHEN NEW.LinkId = '7' BEGIN SELECT RAISE(ABORT, 'refused'); END");
        await RunAsync("CREATE TRIGGER fail BEFORE INSERT ON SumProgress BEGIN SELECT RAISE(ABORT, 'not now'); END");
        using (var killed = Start())
        {
            Decide(killed, 300);
            killed.Take(new DecisionEvent(Next() with { LinkId = LinkId.Gcp(7), ResourceId = null }));
            Assert.False(await killed.World.RollUpWriter.TryAsync(last: false, Cancel));
            Assert.False(await killed.World.ObservationWriter.TryAsync(last: false, Cancel));
        }

        await RunAsync("DROP TRIGGER fail");
        await RecoverAsync(_database);

        await using var context = _database.CreateDbContext();
        Assert.Equal((300, 300, 300), (
            await context.HourlyRollUps.SumAsync(row => row.Connections, Cancel),
            (await context.LinkObservations.SingleAsync(Cancel)).Connections,
            (await context.ResourceObservations.SingleAsync(Cancel)).Connections));
        Assert.Equal([601, 601], await context.SumProgress.OrderBy(progress => progress.Through).Select(progress => progress.Through).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Connections_OpenWhenTheProcessWasKilled_AreInterrupted()
    {
        using (var killed = Start())
        {
            for (var index = 0; index < 10; index++) killed.Take(new DecisionEvent(Next()));
            Decide(killed, 20);
        }

        await RecoverAsync(_database);

        await AssertBooksAsync(connections: 30, interrupted: 10);
    }

    /// <summary>The row was stored long ago while the connection was open; the ending arrives just before the kill.</summary>
    [Fact]
    public async Task Ending_OfAConnectionThatHasItsRow_IsNotLost()
    {
        using (var killed = Start())
        {
            var decision = Next();
            killed.Take(new DecisionEvent(decision));
            _database.Time.Advance(RecordBacklog.StoreOpenAfter);
            Assert.True(await killed.World.Writer.TryAsync(last: false, Cancel));
            killed.Take(new DecisionEvent(decision, TestDecision.Closed(decision)));
        }

        await RecoverAsync(_database);

        await AssertBooksAsync(connections: 1, interrupted: 0);
    }

    [Fact]
    public async Task Recovery_ThatIsInterruptedAgainAndAgain_StoresEverythingOnce()
    {
        using (var killed = Start())
            Decide(killed, 400);
        var unreliable = new UnreliableSqlite(_database);
        var random = new Random(7);

        for (var attempt = 0; attempt < 40; attempt++)
        {
            unreliable.Fault = (Fault)random.Next(4);
            using var next = new RunningLog(unreliable, _database, _folder);
            await next.World.Upkeep.TryAsync(last: false, Cancel);
        }

        await RecoverAsync(_database);
        await AssertBooksAsync(connections: 400, interrupted: 0);
    }

    /// <summary>A write cut off by the kill, or torn by the disk.</summary>
    [Fact]
    public async Task Journal_CutOffAnywhere_GivesWhatIsWhole()
    {
        using (var killed = Start())
            Decide(killed, 50);

        var file = Directory.GetFiles(_folder, "*.records").Single();
        var whole = await File.ReadAllBytesAsync(file, Cancel);
        var most = 0;
        for (var length = 0; length <= whole.Length; length += 97)
        {
            await File.WriteAllBytesAsync(file, whole[..length], Cancel);
            var records = LeftJournal.Read(file)?.Sum(frame => frame.Connections.Count) ?? 0;
            Assert.True(records >= most);
            most = records;
        }

        whole[^40] ^= 1;
        await File.WriteAllBytesAsync(file, whole, Cancel);
        Assert.Equal(49, LeftJournal.Read(file)!.Sum(frame => frame.Connections.Count));
    }

    [Fact]
    public async Task Journal_OfAProcessThatLives_IsLeftAlone()
    {
        using var living = Start();
        Decide(living, 10);

        await RecoverAsync(_database);

        await using var context = _database.CreateDbContext();
        Assert.Equal(0, await context.ConnectionRecords.CountAsync(Cancel));
        Assert.NotEmpty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Journal_WhenEverythingIsStored_IsGone()
    {
        using var log = Start();
        Decide(log, 10);

        await log.World.Upkeep.TryAsync(last: true, Cancel);
        Assert.NotEmpty(Directory.GetFiles(_folder, "*.records"));
        await StopAsync(log);

        Assert.Empty(Directory.GetFiles(_folder));
    }

    /// <summary>A file that could not be deleted is found by its lock.</summary>
    [Fact]
    public async Task Journal_WhoseFileCannotBeDeleted_IsFoundAtTheNextStart()
    {
        using (var log = Start())
        {
            Decide(log, 10);
            var file = Assert.Single(Directory.GetFiles(_folder, "*.records"));
            File.Move(file, file + ".moved");
            Directory.CreateDirectory(file);
            await StopAsync(log);

            Directory.Delete(file);
            File.Move(file + ".moved", file);
        }

        await RecoverAsync(_database);

        await AssertBooksAsync(connections: 10, interrupted: 0);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Journal_OnADiskThatRefuses_CostsNoConnection()
    {
        await File.WriteAllTextAsync(_folder, "a file where the folder should be", Cancel);
        using (var log = Start())
        {
            Decide(log, 10);
            Assert.True(await log.World.Writer.TryAsync(last: true, Cancel));
        }

        File.Delete(_folder);
        await using var context = _database.CreateDbContext();
        Assert.Equal(10, await context.ConnectionRecords.CountAsync(Cancel));
    }

    /// <summary>
    /// On a full disk, a file can be created but its first line cannot be written. The file cannot be deleted at first, and is deleted later.
    /// </summary>
    [Fact]
    public void Journal_WhoseFirstLineIsRefused_LeavesNoFileInTheEnd()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");
        string? left = null;
        using var journal = new RecordJournal(new JournalFolder(_folder), ReportRun.Begin(), _database.Time, NullLogger<RecordJournal>.Instance)
        {
            CreateSegment = (path, at) =>
            {
                Directory.CreateDirectory(left = path); // a directory instead of the file, because root can delete any file
                return new JournalSegment(path, new FileStream("/dev/full", FileMode.Open, FileAccess.Write), at);
            },
        };
        journal.Append([new DecisionEvent(Next())]);
        Assert.Null(journal.Current);

        Directory.Delete(left!);
        File.WriteAllBytes(left!, []);
        journal.Trim(summed: 0, last: true);

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Journal_IsForItsOwnUserOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var log = Start();
        Decide(log, 1);

        foreach (var path in Directory.GetFiles(_folder).Append(_folder))
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    private static async Task StopAsync(RunningLog log)
    {
        await log.World.Writer.StopAsync(Cancel);
        await log.World.ObservationWriter.StopAsync(Cancel);
        await log.World.RollUpWriter.StopAsync(Cancel);
        await log.World.Upkeep.StopAsync(Cancel);
    }

    private async Task RunAsync(string sql)
    {
        await using var context = _database.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync(sql, Cancel);
    }

    private RunningLog Start() => new(_database, _database, _folder);

    private async Task RecoverAsync(IDbContextFactory<PortalDbContext> contexts)
    {
        using var next = new RunningLog(contexts, _database, _folder);
        Assert.True(await next.World.Upkeep.TryAsync(last: false, Cancel), next.World.Upkeep.Error);
    }

    private ConnectionDecision Next() =>
        TestDecision.Of(++_decided, Verdict.Denied, tenantId: Guid.Empty) with { LinkId = TestPolicy.AwsLink, ResourceId = Guid.Empty, Time = _database.Time.GetUtcNow() };

    private void Decide(RunningLog log, int count)
    {
        foreach (var decision in Enumerable.Range(0, count).Select(_ => Next()).ToList()) log.Take(new DecisionEvent(decision), new DecisionEvent(decision, TestDecision.Closed(decision)));
    }

    private async Task AssertBooksAsync(int connections, int interrupted)
    {
        await using var context = _database.CreateDbContext();
        Assert.Equal(connections, await context.ConnectionRecords.CountAsync(Cancel));
        Assert.Equal((connections - interrupted, interrupted), (
            await context.ConnectionRecords.CountAsync(record => record.State == RecordState.Ended, Cancel),
            await context.ConnectionRecords.CountAsync(record => record.State == RecordState.Interrupted, Cancel)));
        Assert.Equal((connections, connections - interrupted), (
            await context.HourlyRollUps.SumAsync(row => row.Connections, Cancel), await context.HourlyRollUps.SumAsync(row => row.BytesFromClient, Cancel)));
        Assert.Equal((connections, connections), (
            (await context.LinkObservations.SingleAsync(Cancel)).Connections, (await context.ResourceObservations.SingleAsync(Cancel)).Connections));
    }

    /// <summary>Stands for a process. Disposing it acts like a kill: the journal has the engine's reports, and nothing more is stored.</summary>
    private sealed class RunningLog(IDbContextFactory<PortalDbContext> contexts, SqliteTestDatabase database, string folder) : IDisposable
    {
        public ConnectionLogWorld World { get; } = new(contexts, database.Time, journal: folder);

        /// <summary>Does what the pump does.</summary>
        public void Take(params DecisionEvent[] events)
        {
            World.Journal.Append(events);
            World.Links.Take(events);
            World.RollUps.Take(events);
            World.Backlog.Take(events);
        }

        public void Dispose() => World.Dispose();
    }
}
