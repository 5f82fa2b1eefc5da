using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.Audit;

/// <summary>Somebody with the database in hands, and a portal that remembers.</summary>
public sealed class AuditWatchTests : IAsyncLifetime
{
    private const string WithoutTriggers = """
        DROP TRIGGER "TR_AuditEntries_AppendOnly_Update"; DROP TRIGGER "TR_AuditEntries_AppendOnly_Delete"; DROP TRIGGER "TR_AuditEntries_AppendOnly_Replace";
        """;

    private readonly SqliteTestDatabase _database = new();
    private readonly PortalWorld _world;
    private readonly RecordedLog _log = new();

    public AuditWatchTests() => _world = new PortalWorld(_database, _database.Time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AuditCheckpoint Checkpoint => new(_world.Folder);

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        for (var number = 1; number <= 5; number++) await WriteAsync();
    }

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return _database.DisposeAsync();
    }

    [Fact]
    public async Task LookAsync_AWholeLog_IsQuietAndKeepsTheEnd()
    {
        using var watch = Watch(_world.End);

        await watch.LookAsync(Cancel);
        watch.Keep();

        Assert.Null(watch.Problem);
        Assert.Empty(_log.Lines);
        Assert.Equal((5, _world.End.Value), (_world.End.Value!.Sequence, Checkpoint.Read()));
    }

    [Theory]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 5", "entry 5 is gone: the log ends with entry 4")]
    [InlineData("DELETE FROM AuditEntries", "entry 5 is gone: the log ends with entry 0")]
    [InlineData("UPDATE AuditEntries SET Hash = PreviousHash WHERE Sequence = 5", "entry 5 is another one than was written")]
    public async Task LookAsync_TheTailCutOrWrittenAnew_SaysSo(string sql, string problem)
    {
        using var watch = Watch(_world.End);
        await watch.LookAsync(Cancel);

        await ExecuteAsync(WithoutTriggers + sql);
        await watch.LookAsync(Cancel);

        Assert.Equal("the audit log is not what this portal wrote", watch.Problem);
        Assert.Contains(problem, _world.End.Problem, StringComparison.Ordinal);
    }

    /// <summary>What is written next takes the number of what was cut off: the end that was known is the proof, and stays it.</summary>
    [Fact]
    public async Task Save_AfterTheTailWasCut_SeesItAtOnceAndDoesNotCoverIt()
    {
        using var watch = Watch(_world.End);
        await watch.LookAsync(Cancel);
        watch.Keep();
        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence > 3");

        for (var number = 4; number <= 7; number++) await WriteAsync();
        await watch.LookAsync(Cancel);
        watch.Keep();

        Assert.NotNull(watch.Problem);
        Assert.Equal(5, Checkpoint.Read()!.Sequence);
        Assert.StartsWith("entry 5: the disk knows it with another hash", (await VerifyAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AfterTheTailWasCut_IsNoticedByTheWriterItself()
    {
        using var watch = Watch(_world.End);
        await watch.LookAsync(Cancel);
        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence > 3");

        await WriteAsync();

        Assert.Contains("entry 5 is gone", _world.End.Problem, StringComparison.Ordinal);

        // However much is written after it: the end that was known is the proof.
        for (var number = 5; number <= 7; number++) await WriteAsync();
        Assert.Equal(5, _world.End.Value!.Sequence);
    }

    /// <summary>A forged tail that is longer than the one it replaces ends behind the end that is known.</summary>
    [Theory]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence >= 4", 3, "entry 5 is another one than was written")]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 5; UPDATE AuditEntries SET Sequence = 6 WHERE Sequence = 4", 0, "entry 5 is gone: the log ends with entry ")]
    public async Task Save_BehindALongerTailThatWasForged_IsNoticedAndDoesNotCoverIt(string cut, int forged, string problem)
    {
        using var watch = Watch(_world.End);
        await watch.LookAsync(Cancel);
        watch.Keep();
        var known = _world.End.Value;
        await ExecuteAsync(WithoutTriggers + cut);
        for (var number = 0; number < forged; number++) await WriteElsewhereAsync("eve");

        await WriteAsync();
        watch.Keep();

        foreach (var _ in (string[])["the save", "the watch"])
        {
            Assert.StartsWith(problem, _world.End.Problem, StringComparison.Ordinal);
            Assert.Equal((known, known), (_world.End.Value, Checkpoint.Read()));
            await watch.LookAsync(Cancel);
        }
    }

    /// <summary>Nothing vouches for what lies between the end that is known and an entry of one's own until it has been read.</summary>
    [Fact]
    public async Task Save_BehindWhatNobodyHasLookedAt_MovesTheEndOnceItWasRead()
    {
        using var watch = Watch(_world.End);
        await watch.LookAsync(Cancel);

        await WriteElsewhereAsync("another portal");
        await WriteAsync();
        Assert.Equal(5, _world.End.Value!.Sequence);

        await watch.LookAsync(Cancel);
        Assert.Equal((7, null), (_world.End.Value.Sequence, _world.End.Problem));
        await WriteAsync();
        Assert.Equal(8, _world.End.Value.Sequence);
    }

    [Fact]
    public async Task Save_BehindAnEntryThatWasChanged_LeavesItToBeFound()
    {
        using var watch = Watch(_world.End);
        await watch.LookAsync(Cancel);
        await WriteElsewhereAsync("another portal");
        await ExecuteAsync(WithoutTriggers + "UPDATE AuditEntries SET Actor = 'eve' WHERE Sequence = 6");

        await WriteAsync();
        await watch.LookAsync(Cancel);

        Assert.StartsWith("entry 6: it was changed", _world.End.Problem, StringComparison.Ordinal);
    }

    /// <summary>Answers of the database may overtake one another: the later entry is heard of first.</summary>
    [Fact]
    public async Task Add_OwnEntriesInAnotherOrder_MovesOverAll()
    {
        using var watch = Watch(_world.End);
        await watch.LookAsync(Cancel);
        var (end, sixth, seventh) = (_world.End.Value!, new AuditEnd(6, "6"), new AuditEnd(7, "7"));

        _world.End.Add(sixth, seventh);
        Assert.Equal(end, _world.End.Value);
        _world.End.Add(end, sixth);
        Assert.Equal(seventh, _world.End.Value);
    }

    /// <summary>The end on disk comes first, whoever saves before it was read.</summary>
    [Fact]
    public async Task Save_BeforeTheCheckpointWasRead_DoesNotCoverIt()
    {
        using (var earlier = Watch(_world.End))
        {
            await earlier.LookAsync(Cancel);
            earlier.Keep();
        }

        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence = 5");
        using var restarted = new PortalWorld(_database, _database.Time);
        for (var number = 5; number <= 7; number++) await WriteAsync(restarted);
        using var watch = Watch(restarted.End);
        await watch.LookAsync(Cancel);
        watch.Keep();

        Assert.Equal(("entry 5 is another one than was written", 5), (restarted.End.Problem, Checkpoint.Read()!.Sequence));
    }

    [Fact]
    public async Task LookAsync_AfterARestart_KnowsTheEndFromTheDisk()
    {
        using (var earlier = Watch(_world.End))
        {
            await earlier.LookAsync(Cancel);
            earlier.Keep();
        }

        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence = 5");
        using var watch = Watch(new KnownEnd(_log.For<KnownEnd>()));
        await watch.LookAsync(Cancel);

        Assert.NotNull(watch.Problem);
        Assert.Single(_log.Of(2340), line => line.Level == LogLevel.Critical);
        Assert.StartsWith("its end: the disk knows entry 5", (await VerifyAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookAsync_WhatAnotherPortalWrote_IsReadAndTakenOver()
    {
        var end = new KnownEnd(_log.For<KnownEnd>());
        using var watch = Watch(end);
        await watch.LookAsync(Cancel);

        await WriteAsync();
        await WriteAsync();
        await watch.LookAsync(Cancel);

        Assert.Equal((7, null), (end.Value!.Sequence, watch.Problem));
    }

    [Fact]
    public async Task LookAsync_WhatSomebodyElseForged_IsNotTakenOver()
    {
        using var watch = Watch(_world.End);
        await watch.LookAsync(Cancel);
        await WriteAsync();
        var known = _world.End.Value;

        await ExecuteAsync("""
            INSERT INTO AuditEntries (Sequence, Time, Actor, Action, TargetKind, TargetName, Result, CorrelationId, PreviousHash, Hash)
            SELECT 7, Time, 'eve', Action, TargetKind, TargetName, Result, CorrelationId, Hash, Hash FROM AuditEntries WHERE Sequence = 6
            """);
        await watch.LookAsync(Cancel);

        Assert.StartsWith("entry 7: it was changed", _world.End.Problem, StringComparison.Ordinal);
        Assert.Equal(known, _world.End.Value);
    }

    [Theory]
    [InlineData("""DROP TRIGGER "TR_AuditEntries_AppendOnly_Delete" """, "trigger TR_AuditEntries_AppendOnly_Delete is missing")]
    [InlineData(
        """DROP TRIGGER "TR_AuditEntries_AppendOnly_Update"; CREATE TRIGGER "TR_AuditEntries_AppendOnly_Update" BEFORE UPDATE ON "AuditEntries" BEGIN SELECT 1; END""",
        "trigger TR_AuditEntries_AppendOnly_Update was changed")]
    public async Task LookAsync_WithoutATrigger_SaysSoUntilItIsBack(string sql, string problem)
    {
        using var watch = Watch(_world.End);
        await ExecuteAsync(sql);

        await watch.LookAsync(Cancel);

        Assert.Equal("the database does not refuse to change the audit log", watch.Problem);
        Assert.Contains(problem, Assert.Single(_log.Of(2342), line => line.Level == LogLevel.Critical).Text, StringComparison.Ordinal);

        await using (var context = _database.CreateDbContext()) await AppendOnlyTriggers.RestoreAsync(context, Cancel);
        await watch.LookAsync(Cancel);
        Assert.Null(watch.Problem);
    }

    [Fact]
    public async Task LookAsync_ADamagedCheckpoint_IsKeptAsideAndSaidUntilSomebodyHasLooked()
    {
        using (var earlier = Watch(_world.End))
        {
            await earlier.LookAsync(Cancel);
            earlier.Keep();
        }

        var bytes = await File.ReadAllBytesAsync(Checkpoint.Path, Cancel);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(Checkpoint.Path, bytes, Cancel);
        foreach (var _ in (string[])["at once", "after a restart"])
        {
            using var watch = Watch(new KnownEnd(_log.For<KnownEnd>()));
            await watch.LookAsync(Cancel);
            watch.Keep();

            Assert.Equal("what the disk knew of the audit log's end was damaged", watch.Problem);
        }

        Assert.Single(_log.Of(2344));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Checkpoint.DamagedPath, Cancel));
        Assert.Equal(5, Checkpoint.Read()!.Sequence);

        File.Delete(Checkpoint.DamagedPath);
        using var afterwards = Watch(new KnownEnd(_log.For<KnownEnd>()));
        await afterwards.LookAsync(Cancel);
        Assert.Null(afterwards.Problem);
    }

    /// <summary>The first start with a portal that keeps the end finds none, and is no alarm.</summary>
    [Theory]
    [InlineData(true, true, 1)] // whoever wrote the entries
    [InlineData(true, false, 0)] // nothing has been written, so nothing has been kept
    [InlineData(false, true, 0)] // the folder was removed, as the guide says
    public async Task LookAsync_WithoutACheckpoint_SaysSoWhereOneHasBeen(bool policyBeside, bool withEntries, int lines)
    {
        if (!withEntries) await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries");
        if (policyBeside) await WritePolicyAsync();
        using var watch = Watch(new KnownEnd(_log.For<KnownEnd>()));

        await watch.LookAsync(Cancel);
        watch.Keep();
        await watch.LookAsync(Cancel);

        Assert.Equal((lines, withEntries), (_log.Of(2345).Count(), watch.Problem is null));
    }

    /// <summary>A first start writes its policy before it looks at the log.</summary>
    [Fact]
    public async Task LookAsync_WithAPolicyOfThisStart_MissesNothing()
    {
        using var watch = Watch(new KnownEnd(_log.For<KnownEnd>()));
        await WritePolicyAsync();

        await watch.LookAsync(Cancel);

        Assert.Empty(_log.Of(2345));
    }

    [Fact]
    public async Task LookAsync_WhatKeepsTheTriggersFromBeingSeen_HidesNoCutTail()
    {
        using (var earlier = Watch(_world.End)) await earlier.LookAsync(Cancel);
        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence = 5");
        using var watch = new AuditWatch(new NoContexts(), new AuditVerifier(_database), _world.End, Checkpoint, _database.Time, _log.For<AuditWatch>());

        await watch.LookAsync(Cancel);

        Assert.Equal("the audit log is not what this portal wrote", watch.Problem);
    }

    /// <summary>An administrator has confirmed another database: its log is watched from here on, and the old end is no longer in force, nor lost.</summary>
    [Fact]
    public async Task BeginAnew_TakesTheLogAsItIs_AndKeepsTheFormerEndBeside()
    {
        using var watch = Watch(_world.End);
        await watch.LookAsync(Cancel);
        watch.Keep();
        var former = await File.ReadAllBytesAsync(Checkpoint.Path, Cancel);
        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence > 2");
        await WriteAsync();
        Assert.NotNull(_world.End.Problem);

        _world.End.BeginAnew();
        await watch.LookAsync(Cancel);
        watch.Keep();

        Assert.Equal((3, null), (Checkpoint.Read()!.Sequence, _world.End.Problem));
        Assert.Equal(former, await File.ReadAllBytesAsync(Checkpoint.FormerPath, Cancel));
        await ExecuteAsync("DELETE FROM AuditEntries WHERE Sequence = 3");
        await watch.LookAsync(Cancel);
        Assert.NotNull(_world.End.Problem);
    }

    [Fact]
    public async Task FindProblemsAsync_OnSqlServer_AsksTheCatalogueAndTriesWithoutARow()
    {
        var server = new SqlServerStandIn();
        server.Answers["Name"] = "TR_AuditEntries_AppendOnly";
        server.Answers["Text"] = "";
        server.Answers["IsDisabled"] = 0;

        await using var context = server.CreateDbContext();
        Assert.Equal(["trigger TR_AuditEntries_AppendOnly was changed"], await AppendOnlyTriggers.FindProblemsAsync(context, Cancel));
        server.Answers["IsDisabled"] = 1;
        Assert.Equal(["trigger TR_AuditEntries_AppendOnly is switched off"], await AppendOnlyTriggers.FindProblemsAsync(context, Cancel));
        server.Answers.NothingFor("sys.triggers");
        Assert.Equal(["trigger TR_AuditEntries_AppendOnly is missing"], await AppendOnlyTriggers.FindProblemsAsync(context, Cancel));
        await AppendOnlyTriggers.RestoreAsync(context, Cancel);

        foreach (var part in (string[])["FROM sys.triggers", "WHERE 1 = 0", "CREATE OR ALTER TRIGGER", "ENABLE TRIGGER"])
            Assert.Contains(server.Commands, command => command.Contains(part, StringComparison.Ordinal));
    }

    private sealed class NoContexts : IDbContextFactory<PortalDbContext>
    {
        public PortalDbContext CreateDbContext() => throw new TimeoutException();
    }

    private AuditWatch Watch(KnownEnd end) => new(_database, new AuditVerifier(_database), end, Checkpoint, _database.Time, _log.For<AuditWatch>());

    private Task WritePolicyAsync()
    {
        Directory.CreateDirectory(_world.Folder.Path);
        return File.WriteAllTextAsync(Path.Combine(_world.Folder.Path, "00000001.policy"), "", Cancel);
    }

    private Task<SaveResult> WriteAsync(PortalWorld? world = null) =>
        (world ?? _world).Changes.RecordAsync(AuditActor.Portal, AuditAction.ResourceChanged, new AuditTarget("resource", null, "host", null), Cancel);

    /// <summary>An entry that continues the chain as it is, and that no world has written.</summary>
    private async Task WriteElsewhereAsync(string actor)
    {
        await using var context = _database.CreateDbContext();
        var draft = new AuditDraft(AuditActor.Portal with { Person = actor }, AuditAction.ResourceChanged, new AuditTarget("resource", null, "host", null), AuditResult.Done);
        AuditTrail.Append(context, await AuditTrail.FindEndAsync(context, Cancel), draft, _database.Time.GetUtcNow().UtcDateTime);
        await context.SaveChangesAsync(Cancel);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var context = _database.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync(sql, Cancel);
    }

    private Task<AuditVerification> VerifyAsync() => new AuditVerifier(_database).VerifyAsync(known: null, Checkpoint.Read(), Cancel);
}
