using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.Audit;

/// <summary>An attacker with write access to the database, and a portal that watches it.</summary>
public sealed class AuditWatchTests : AuditWatchTest
{
    [Fact]
    public async Task LookAsync_AWholeLog_IsQuietAndKeepsTheEnd()
    {
        using var watch = Watch(World.End);

        await watch.LookAsync(Cancel);
        watch.Keep();

        Assert.Null(watch.Problem);
        Assert.Empty(Log.Lines);
        Assert.Equal((5, World.End.Value), (World.End.Value!.Sequence, Checkpoint.Read()));
    }

    [Theory]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 5", "entry 5 is missing: the log ends with entry 4")]
    [InlineData("DELETE FROM AuditEntries", "entry 5 is missing: the log ends with entry 0")]
    [InlineData("UPDATE AuditEntries SET Hash = PreviousHash WHERE Sequence = 5", "entry 5 differs from what was written")]
    public async Task LookAsync_TheTailCutOrWrittenAnew_SaysSo(string sql, string problem)
    {
        using var watch = Watch(World.End);
        await watch.LookAsync(Cancel);

        await ExecuteAsync(WithoutTriggers + sql);
        await watch.LookAsync(Cancel);

        Assert.Equal("the audit log differs from what this portal wrote", watch.Problem);
        Assert.Contains(problem, World.End.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookAsync_AfterARestart_KnowsTheEndFromTheDisk()
    {
        using (var earlier = Watch(World.End))
        {
            await earlier.LookAsync(Cancel);
            earlier.Keep();
        }

        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence = 5");
        using var watch = Watch(new KnownEnd(Log.For<KnownEnd>()));
        await watch.LookAsync(Cancel);

        Assert.NotNull(watch.Problem);
        Assert.Single(Log.Of(2340), line => line.Level == LogLevel.Critical);
        Assert.StartsWith("its end: the disk has entry 5", (await VerifyAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookAsync_WhatAnotherPortalWrote_IsReadAndTakenOver()
    {
        var end = new KnownEnd(Log.For<KnownEnd>());
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
        using var watch = Watch(World.End);
        await watch.LookAsync(Cancel);
        await WriteAsync();
        var known = World.End.Value;

        await ExecuteAsync("""
            INSERT INTO AuditEntries (Sequence, Time, Actor, Action, TargetKind, TargetName, Result, CorrelationId, PreviousHash, Hash)
            SELECT 7, Time, 'eve', Action, TargetKind, TargetName, Result, CorrelationId, Hash, Hash FROM AuditEntries WHERE Sequence = 6
            """);
        await watch.LookAsync(Cancel);

        Assert.StartsWith("entry 7: it was changed", World.End.Problem, StringComparison.Ordinal);
        Assert.Equal(known, World.End.Value);
    }

    [Theory]
    [InlineData("""DROP TRIGGER "TR_AuditEntries_AppendOnly_Delete" """, "trigger TR_AuditEntries_AppendOnly_Delete is missing")]
    [InlineData(
        """DROP TRIGGER "TR_AuditEntries_AppendOnly_Update"; CREATE TRIGGER "TR_AuditEntries_AppendOnly_Update" BEFORE UPDATE ON "AuditEntries" BEGIN SELECT 1; END""",
        "trigger TR_AuditEntries_AppendOnly_Update was changed")]
    public async Task LookAsync_WithoutATrigger_SaysSoUntilItIsBack(string sql, string problem)
    {
        using var watch = Watch(World.End);
        await ExecuteAsync(sql);

        await watch.LookAsync(Cancel);

        Assert.Equal("the database no longer protects the audit log from changes", watch.Problem);
        Assert.Contains(problem, Assert.Single(Log.Of(2342), line => line.Level == LogLevel.Critical).Text, StringComparison.Ordinal);

        await using (var context = Database.CreateDbContext()) await AppendOnlyTriggers.RestoreAsync(context, Cancel);
        await watch.LookAsync(Cancel);
        Assert.Null(watch.Problem);
    }

    [Fact]
    public async Task LookAsync_ADamagedCheckpoint_IsKeptAsideAndSaidUntilSomebodyHasLooked()
    {
        using (var earlier = Watch(World.End))
        {
            await earlier.LookAsync(Cancel);
            earlier.Keep();
        }

        var bytes = await File.ReadAllBytesAsync(Checkpoint.Path, Cancel);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(Checkpoint.Path, bytes, Cancel);
        foreach (var _ in (string[])["at once", "after a restart"])
        {
            using var watch = Watch(new KnownEnd(Log.For<KnownEnd>()));
            await watch.LookAsync(Cancel);
            watch.Keep();

            Assert.Equal("the recorded end of the audit log was damaged", watch.Problem);
        }

        Assert.Single(Log.Of(2344));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Checkpoint.DamagedPath, Cancel));
        Assert.Equal(5, Checkpoint.Read()!.Sequence);

        File.Delete(Checkpoint.DamagedPath);
        using var afterwards = Watch(new KnownEnd(Log.For<KnownEnd>()));
        await afterwards.LookAsync(Cancel);
        Assert.Null(afterwards.Problem);
    }

    /// <summary>The first start of a portal version that keeps the end finds none, which is not an alarm.</summary>
    [Theory]
    [InlineData(true, true, 1)] // regardless of who wrote the entries
    [InlineData(true, false, 0)] // nothing was written, so no end was kept
    [InlineData(false, true, 0)] // the folder was removed, as the guide instructs
    public async Task LookAsync_WithoutACheckpoint_SaysSoWhereOneHasBeen(bool policyBeside, bool withEntries, int lines)
    {
        if (!withEntries) await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries");
        if (policyBeside) await WritePolicyAsync();
        using var watch = Watch(new KnownEnd(Log.For<KnownEnd>()));

        await watch.LookAsync(Cancel);
        watch.Keep();
        await watch.LookAsync(Cancel);

        Assert.Equal((lines, withEntries), (Log.Of(2345).Count(), watch.Problem is null));
    }

    /// <summary>A first start writes its policy before it checks the log.</summary>
    [Fact]
    public async Task LookAsync_WithAPolicyOfThisStart_MissesNothing()
    {
        using var watch = Watch(new KnownEnd(Log.For<KnownEnd>()));
        await WritePolicyAsync();

        await watch.LookAsync(Cancel);

        Assert.Empty(Log.Of(2345));
    }

    [Fact]
    public async Task LookAsync_WhatKeepsTheTriggersFromBeingSeen_HidesNoCutTail()
    {
        using (var earlier = Watch(World.End)) await earlier.LookAsync(Cancel);
        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence = 5");
        using var watch = new AuditWatch(new NoContexts(), new AuditVerifier(Database), World.End, Checkpoint, Database.Time, Log.For<AuditWatch>());

        await watch.LookAsync(Cancel);

        Assert.Equal("the audit log differs from what this portal wrote", watch.Problem);
    }

    /// <summary>After an administrator confirms another database, its log is watched. The old end no longer applies, but is kept.</summary>
    [Fact]
    public async Task BeginAnew_TakesTheLogAsItIs_AndKeepsTheFormerEndBeside()
    {
        using var watch = Watch(World.End);
        await watch.LookAsync(Cancel);
        watch.Keep();
        var former = await File.ReadAllBytesAsync(Checkpoint.Path, Cancel);
        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence > 2");
        await WriteAsync();
        Assert.NotNull(World.End.Problem);

        World.End.BeginAnew();
        await watch.LookAsync(Cancel);
        watch.Keep();

        Assert.Equal((3, null), (Checkpoint.Read()!.Sequence, World.End.Problem));
        Assert.Equal(former, await File.ReadAllBytesAsync(Checkpoint.FormerPath, Cancel));
        await ExecuteAsync("DELETE FROM AuditEntries WHERE Sequence = 3");
        await watch.LookAsync(Cancel);
        Assert.NotNull(World.End.Problem);
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
        Assert.Equal(["trigger TR_AuditEntries_AppendOnly is disabled"], await AppendOnlyTriggers.FindProblemsAsync(context, Cancel));
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

    private Task WritePolicyAsync()
    {
        Directory.CreateDirectory(World.Folder.Path);
        return File.WriteAllTextAsync(Path.Combine(World.Folder.Path, "00000001.policy"), "", Cancel);
    }
}
