using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Audit;

/// <summary>Saving does not hide tampering with the end of the log.</summary>
public sealed class KnownEndTests : AuditWatchTest
{
    /// <summary>The next entry takes the number of the one that was cut off. The known end is the proof and is kept.</summary>
    [Fact]
    public async Task Save_AfterTheTailWasCut_SeesItAtOnceAndDoesNotCoverIt()
    {
        using var watch = Watch(World.End);
        await watch.LookAsync(Cancel);
        watch.Keep();
        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence > 3");

        for (var number = 4; number <= 7; number++) await WriteAsync();
        await watch.LookAsync(Cancel);
        watch.Keep();

        Assert.NotNull(watch.Problem);
        Assert.Equal(5, Checkpoint.Read()!.Sequence);
        Assert.StartsWith("entry 5: the disk has a different hash for it", (await VerifyAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AfterTheTailWasCut_IsNoticedByTheWriterItself()
    {
        using var watch = Watch(World.End);
        await watch.LookAsync(Cancel);
        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence > 3");

        await WriteAsync();

        Assert.Contains("entry 5 is missing", World.End.Problem, StringComparison.Ordinal);

        // The known end remains the proof, however much is written after it.
        for (var number = 5; number <= 7; number++) await WriteAsync();
        Assert.Equal(5, World.End.Value!.Sequence);
    }

    /// <summary>A forged tail that is longer than the original ends after the known end.</summary>
    [Theory]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence >= 4", 3, "entry 5 differs from what was written")]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 5; UPDATE AuditEntries SET Sequence = 6 WHERE Sequence = 4", 0, "entry 5 is missing: the log ends with entry ")]
    public async Task Save_BehindALongerTailThatWasForged_IsNoticedAndDoesNotCoverIt(string cut, int forged, string problem)
    {
        using var watch = Watch(World.End);
        await watch.LookAsync(Cancel);
        watch.Keep();
        var known = World.End.Value;
        await ExecuteAsync(WithoutTriggers + cut);
        for (var number = 0; number < forged; number++) await WriteElsewhereAsync("eve");

        await WriteAsync();
        watch.Keep();

        foreach (var _ in (string[])["the save", "the watch"])
        {
            Assert.StartsWith(problem, World.End.Problem, StringComparison.Ordinal);
            Assert.Equal((known, known), (World.End.Value, Checkpoint.Read()));
            await watch.LookAsync(Cancel);
        }
    }

    /// <summary>Entries between the known end and an own entry are not trusted until they are read.</summary>
    [Fact]
    public async Task Save_BehindWhatNobodyHasLookedAt_MovesTheEndOnceItWasRead()
    {
        using var watch = Watch(World.End);
        await watch.LookAsync(Cancel);

        await WriteElsewhereAsync("another portal");
        await WriteAsync();
        Assert.Equal(5, World.End.Value!.Sequence);

        await watch.LookAsync(Cancel);
        Assert.Equal((7, null), (World.End.Value.Sequence, World.End.Problem));
        await WriteAsync();
        Assert.Equal(8, World.End.Value.Sequence);
    }

    [Fact]
    public async Task Save_BehindAnEntryThatWasChanged_LeavesItToBeFound()
    {
        using var watch = Watch(World.End);
        await watch.LookAsync(Cancel);
        await WriteElsewhereAsync("another portal");
        await ExecuteAsync(WithoutTriggers + "UPDATE AuditEntries SET Actor = 'eve' WHERE Sequence = 6");

        await WriteAsync();
        await watch.LookAsync(Cancel);

        Assert.StartsWith("entry 6: it was changed", World.End.Problem, StringComparison.Ordinal);
    }

    /// <summary>Database answers may arrive out of order, the later entry first.</summary>
    [Fact]
    public async Task Add_OwnEntriesInAnotherOrder_MovesOverAll()
    {
        using var watch = Watch(World.End);
        await watch.LookAsync(Cancel);
        var (end, sixth, seventh) = (World.End.Value!, new AuditEnd(6, "6"), new AuditEnd(7, "7"));

        World.End.Add(sixth, seventh);
        Assert.Equal(end, World.End.Value);
        World.End.Add(end, sixth);
        Assert.Equal(seventh, World.End.Value);
    }

    /// <summary>The end on disk takes precedence over a save made before it was read.</summary>
    [Fact]
    public async Task Save_BeforeTheCheckpointWasRead_DoesNotCoverIt()
    {
        using (var earlier = Watch(World.End))
        {
            await earlier.LookAsync(Cancel);
            earlier.Keep();
        }

        await ExecuteAsync(WithoutTriggers + "DELETE FROM AuditEntries WHERE Sequence = 5");
        using var restarted = new PortalWorld(Database, Database.Time);
        for (var number = 5; number <= 7; number++) await WriteAsync(restarted);
        using var watch = Watch(restarted.End);
        await watch.LookAsync(Cancel);
        watch.Keep();

        Assert.Equal(("entry 5 differs from what was written", 5), (restarted.End.Problem, Checkpoint.Read()!.Sequence));
    }

    /// <summary>Appends an entry to the current chain that this portal did not write.</summary>
    private async Task WriteElsewhereAsync(string actor)
    {
        await using var context = Database.CreateDbContext();
        var draft = new AuditDraft(AuditActor.Portal with { Person = actor }, AuditAction.ResourceChanged, new AuditTarget("resource", null, "host", null), AuditResult.Done);
        AuditTrail.Append(context, await AuditTrail.FindEndAsync(context, Cancel), draft, Database.Time.GetUtcNow().UtcDateTime);
        await context.SaveChangesAsync(Cancel);
    }
}
