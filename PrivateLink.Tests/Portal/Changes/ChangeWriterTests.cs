using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Changes;

public sealed class ChangeWriterOnSqliteTests() : ChangeWriterTests(new SqliteTestDatabase());

public sealed class ChangeWriterOnSqlServerTests() : ChangeWriterTests(new SqlServerTestDatabase());

public sealed class ChangeWriterOnRetryingSqliteTests() : ChangeWriterTests(new RetryingSqliteDatabase());

/// <summary>A change, its audit entry and its revision are saved together or not at all.</summary>
public abstract class ChangeWriterTests(TestDatabase database) : PortalWorldTest(database)
{

    private static Caller Ada { get; } = Caller.Company("ada") with { Address = "192.0.2.7" };

    private ChangeWriter Changes => World.Changes;

    [Fact]
    public async Task SaveAsync_AChange_LeavesAnEntryThatSaysWhoDidWhatToWhom()
    {
        var saved = Assert.IsType<SaveResult.Saved>(await RenameAsync(Ada, "Megacorp Ltd"));

        Assert.Equal((World.Megacorp.Id, null), (saved.Id, saved.Enforcement));
        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal((1, AuditChain.Root, AuditResult.Done), (entry.Sequence, entry.PreviousHash, entry.Result));
        Assert.Equal(("ada", null, "192.0.2.7"), (entry.Actor, entry.ActorTenantId, entry.Address));
        Assert.Equal(("resource.changed", "tenant", World.Megacorp.Id, "Megacorp Ltd"), (entry.Action, entry.TargetKind, entry.TargetId, entry.TargetName));
        Assert.Equal(World.Megacorp.Id, entry.TenantId);
        Assert.Equal(("""{"name":"Megacorp"}""", """{"name":"Megacorp Ltd"}"""), (entry.Before, entry.After));
        Assert.Equal((Database.Time.GetUtcNow().UtcDateTime, DateTimeKind.Utc), (entry.Time, entry.Time.Kind));
        Assert.Equal(32, entry.CorrelationId.Length);
    }

    [Fact]
    public async Task SaveAsync_ManyAtTheSameTime_AreNumberedWithoutAGapAndChained()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(() => RenameAsync(Ada, $"Megacorp {number}"), Cancel)));

        var entries = await EntriesAsync();
        Assert.Equal(results.Count(result => result is SaveResult.Saved), entries.Count);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        Assert.Equal(entries.Select(entry => entry.Hash).Prepend(AuditChain.Root).SkipLast(1), entries.Select(entry => entry.PreviousHash));
        Assert.All(entries, entry => Assert.Equal(AuditChain.HashOf(entry), entry.Hash));
    }

    [Fact]
    public async Task SaveAsync_ByATenantAfterOthers_ContinuesTheChainOfAll()
    {
        await RenameAsync(Ada, "Megacorp Ltd");

        await Changes.SaveAsync(World.GlobexCaller, Permission.EditResources, AuditAction.ResourceChanged, async (context, cancel) =>
        {
            var tenant = await context.Tenants.SingleAsync(cancel);
            tenant.Name = "Globex Ltd";
            return new Edit.Change(AuditTarget.Of(tenant));
        }, about: null, Cancel);

        var entries = await EntriesAsync();
        Assert.Equal([1L, 2L], entries.Select(entry => entry.Sequence));
        Assert.Equal((entries[0].Hash, World.Globex.Id), (entries[1].PreviousHash, entries[1].ActorTenantId));
    }

    [Fact]
    public async Task SaveAsync_NothingDifferent_LeavesNoEntryAndNoRevision()
    {
        Assert.IsType<SaveResult.Saved>(await RenameAsync(Ada, "Megacorp", policySummary: "renamed"));

        Assert.Empty(await EntriesAsync());
        await using var context = Database.CreateDbContext();
        Assert.Equal((0, 1), (await context.PolicyRevisions.CountAsync(Cancel), (await FindAsync(context)).Version));
    }

    [Fact]
    public async Task SaveAsync_AnActWithoutFacts_LeavesAnEntry()
    {
        var result = await Changes.RecordAsync(
            AuditActor.Stranger("192.0.2.9"), AuditAction.ResourceChanged, new AuditTarget("person", null, "Mia\0 \ud800", null), Cancel);

        Assert.IsType<SaveResult.Saved>(result);
        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal(("not signed in", null, null), (entry.Actor, entry.Before, entry.After));
        Assert.Equal("Mia �", entry.TargetName);
        Assert.Equal(AuditChain.HashOf(entry), entry.Hash);
    }

    [Fact]
    public async Task SaveAsync_OfThePolicy_LeavesEntryAndRevisionAndIsInForce()
    {
        var saved = Assert.IsType<SaveResult.Saved>(await RenameAsync(Ada, "Megacorp Ltd", policySummary: "renamed"));

        Assert.Equal(new Enforcement.InForce(1), saved.Enforcement);
        await using var context = Database.CreateDbContext();
        var revision = await context.PolicyRevisions.SingleAsync(Cancel);
        Assert.Equal((1, "renamed", "ada"), (revision.Number, revision.Summary, revision.By));
        Assert.Single(await EntriesAsync());
    }

    /// <summary>A collector sees what took how long.</summary>
    [Fact]
    public async Task SaveAsync_OfThePolicy_IsASpanWithItsParts()
    {
        using var test = new Activity("test").Start();
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == SaveSpans.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == test.TraceId) spans.Enqueue(span.DisplayName);
            },
        };
        ActivitySource.AddActivityListener(listener);

        await RenameAsync(Ada, "Megacorp Ltd", policySummary: "renamed");
        await RenameAsync(Ada, "Megacorp plc", policySummary: "renamed");

        Assert.Equal(["database", "swap", "publish", "save"], spans.TakeLast(4));
    }

    [Fact]
    public async Task SaveAsync_Refused_SavesNothingButTheAttempt()
    {
        var result = await Changes.SaveAsync(World.MegacorpCaller, Permission.EditResources, AuditAction.ResourceChanged, async (context, cancel) =>
        {
            (await FindAsync(context, cancel)).Name = "Mine";
            await context.SaveChangesAsync(cancel);
            return new Edit.Refusal(new SaveResult.NotFound(), new AuditTarget("resource", World.Globex.Id, "", World.Megacorp.Id), "not yours");
        }, about: null, Cancel);

        Assert.IsType<SaveResult.NotFound>(result);
        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal((AuditResult.Refused, "not yours", "mia", World.Megacorp.Id), (entry.Result, entry.Why, entry.Actor, entry.ActorTenantId));
        await using var context = Database.CreateDbContext();
        Assert.Equal("Megacorp", (await FindAsync(context)).Name);
    }

    [Fact]
    public async Task SaveAsync_WithoutThePermission_RunsNothingAndLeavesTheAttempt()
    {
        var viewer = Caller.Tenant("vic", World.Megacorp.Id, TenantRole.Viewer);

        var result = await Changes.SaveAsync(
            viewer, Permission.EditResources, AuditAction.ResourceChanged, (_, _) => throw new InvalidOperationException("It ran."), World.Globex.Id, Cancel);

        Assert.Equal(Permission.EditResources, Assert.IsType<SaveResult.Refused>(result).Permission);
        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal((AuditResult.Refused, "vic", "resource", World.Globex.Id), (entry.Result, entry.Actor, entry.TargetKind, entry.TargetId));
        Assert.Equal(World.Megacorp.Id, entry.TenantId);
    }

    [Fact]
    public async Task SaveAsync_AMistake_LeavesNothing()
    {
        var result = await Changes.SaveAsync(Ada, Permission.EditResources, AuditAction.ResourceChanged, async (context, cancel) =>
        {
            (await FindAsync(context, cancel)).Name = "Mine";
            await context.SaveChangesAsync(cancel);
            return new Edit.Mistake(new SaveResult.Invalid(new Dictionary<string, string> { ["Name"] = "too short" }));
        }, about: null, Cancel);

        Assert.IsType<SaveResult.Invalid>(result);
        Assert.Empty(await EntriesAsync());
        await using var context = Database.CreateDbContext();
        Assert.Equal("Megacorp", (await FindAsync(context)).Name);
    }

    [Fact]
    public async Task SaveAsync_EntryThatCannotBeWritten_TakesTheChangeWithIt()
    {
        var result = await Changes.SaveAsync(Ada, Permission.EditResources, AuditAction.ResourceChanged, async (context, cancel) =>
        {
            var tenant = await FindAsync(context, cancel);
            tenant.Name = "Megacorp Ltd";
            await context.SaveChangesAsync(cancel);
            await context.Database.ExecuteSqlRawAsync(
                context.Database.IsSqlite()
                    ? "CREATE TEMP TRIGGER full BEFORE INSERT ON main.AuditEntries BEGIN SELECT RAISE(ABORT, 'full'); END"
                    : "ALTER TABLE AuditEntries ADD CONSTRAINT CK_Full CHECK (Sequence < 0)", cancel);
            return new Edit.Change(AuditTarget.Of(tenant));
        }, about: null, Cancel);

        Assert.Contains("Nothing was saved", Assert.IsType<SaveResult.Unavailable>(result).Message, StringComparison.Ordinal);
        await using var context = Database.CreateDbContext();
        Assert.Equal("Megacorp", (await FindAsync(context)).Name);
    }

    [Fact]
    public async Task SaveAsync_AValueThatSomebodyHas_IsAFieldErrorAlsoWhenTheEditDidNotLook()
    {
        var result = await Changes.SaveAsync(Ada, Permission.EditResources, AuditAction.ResourceChanged, (context, _) =>
        {
            var tenant = new Tenant { Name = "GLOBEX" };
            context.Add(tenant);
            return Task.FromResult<Edit>(new Edit.Change(AuditTarget.Of(tenant)));
        }, about: null, Cancel);

        Assert.Equal("This is already in use. Choose another one.", Assert.IsType<SaveResult.Invalid>(result).Errors["Name"]);
        Assert.Empty(await EntriesAsync());
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Actor = 'eve' WHERE Sequence = 1")]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 1")]
    [InlineData("DELETE FROM AuditEntries")]
    public async Task Entries_ChangedOrDeleted_AreKeptByTheDatabase(string sql)
    {
        await RenameAsync(Ada, "Megacorp Ltd");
        await using var context = Database.CreateDbContext();

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => context.Database.ExecuteSqlRawAsync(sql, Cancel));

        Assert.Contains("append-only", exception.Message, StringComparison.Ordinal);
        Assert.Equal("ada", Assert.Single(await EntriesAsync()).Actor);
    }

    private async Task<SaveResult> RenameAsync(Caller caller, string name, string? policySummary = null) =>
        await Changes.SaveAsync(caller, Permission.EditResources, AuditAction.ResourceChanged, async (context, cancel) =>
        {
            var tenant = await FindAsync(context, cancel);
            var before = new { tenant.Name };
            tenant.Name = name;
            return new Edit.Change(AuditTarget.Of(tenant), before, new { tenant.Name }) { PolicySummary = policySummary };
        }, about: null, Cancel);

    private Task<Tenant> FindAsync(PortalDbContext context, CancellationToken? cancellationToken = null) =>
        context.Tenants.SingleAsync(tenant => tenant.Id == World.Megacorp.Id, cancellationToken ?? Cancel);

    private async Task<List<AuditEntry>> EntriesAsync()
    {
        await using var context = Database.CreateDbContext();
        return await context.AuditEntries.OrderBy(entry => entry.Sequence).ToListAsync(Cancel);
    }
}
