using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Resources;
using PrivateLink.Portal.Revisions;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Revisions;

public abstract class PolicyRevisionLogTests : PortalWorldTest
{
    private readonly PolicyRevisionLog _log;

    protected PolicyRevisionLogTests(TestDatabase database)
        : base(database) => _log = new(database, World.Resources);

    [Fact]
    public async Task ListAndChanges_OfAnEdit_TellWhoDidWhat()
    {
        var id = await World.CreateAsync(World.Draft(links: World.AwsDraft()));
        await EditAsync(id, draft => draft.Mode = ResourceMode.Monitor);

        var newest = (await _log.ListAsync(PortalWorld.Company, null, 10, Cancel))[0];
        var change = Assert.Single(await _log.ChangesAsync(PortalWorld.Company, newest.Number, Cancel));

        Assert.Equal("ada", newest.By);
        Assert.Equal([new("mode", "Enforce", "Monitor"), new("reason", Before: null, "only a test")], change.Differences);
        Assert.True(change.CanRollBack);
    }

    [Fact]
    public async Task RollBack_OfARemovedLink_ListsItAgainAndLeavesLaterChanges()
    {
        var id = await World.CreateAsync(World.Draft(links: [World.AwsDraft(), World.AwsDraft(PortalWorld.OtherAwsLink)]));
        await EditAsync(id, draft => draft.Links.RemoveAt(0));
        var removal = (await _log.ListAsync(PortalWorld.Company, null, 1, Cancel))[0].Number;
        await EditAsync(id, draft => draft.Mode = ResourceMode.Monitor);

        Assert.IsType<SaveResult.Saved>(await _log.RollBackAsync(PortalWorld.Company, removal, Cancel));

        var now = (await World.Resources.FindAsync(PortalWorld.Company, id, Cancel))!.Draft;
        Assert.Equal([PortalWorld.AwsLink, PortalWorld.OtherAwsLink], now.Links.Select(link => link.Text).Order(StringComparer.Ordinal));
        Assert.Equal(ResourceMode.Monitor, now.Mode);
        Assert.Equal(removal + 2, (await _log.ListAsync(PortalWorld.Company, null, 1, Cancel))[0].Number);
    }

    [Fact]
    public async Task RollBack_OfACreation_IsRefusedWithAReason()
    {
        await World.CreateAsync(World.Draft(links: World.AwsDraft()));
        var creation = (await _log.ListAsync(PortalWorld.Company, null, 1, Cancel))[0].Number;

        Assert.IsType<SaveResult.Conflict>(await _log.RollBackAsync(PortalWorld.Company, creation, Cancel));
    }

    /// <summary>Its former links are not all known, so restoring it would remove links.</summary>
    [Fact]
    public async Task RollBack_OfAShortenedEntry_IsRefused()
    {
        var id = await World.CreateAsync(World.Draft(links: World.AwsDraft()));
        await EditAsync(id, draft => draft.Mode = ResourceMode.Monitor);
        var at = Database.Time.GetUtcNow().UtcDateTime;
        await using (var context = Database.CreateDbContext())
        {
            var last = await context.AuditEntries.OrderByDescending(entry => entry.Sequence).FirstAsync(Cancel);
            var number = await context.PolicyRevisions.MaxAsync(revision => revision.Number, Cancel) + 1;
            context.Add(new PolicyRevision { Number = number, CreatedAt = at, Summary = "links removed", By = "ada" });
            context.Add(new AuditEntry
            {
                Sequence = last.Sequence + 1,
                Time = at,
                Actor = "ada",
                ActorId = null,
                ActorTenantId = null,
                Address = null,
                TenantId = last.TenantId,
                Action = last.Action,
                TargetKind = last.TargetKind,
                TargetId = id,
                TargetName = last.TargetName,
                Result = AuditResult.Done,
                Why = null,
                CorrelationId = "c",
                PreviousHash = last.Hash,
                Before = AuditFacts.Write(new { Links = Enumerable.Range(0, 9_000).ToDictionary(link => $"vpce-{link:D17}", _ => true) }),
                After = AuditFacts.Write(new { Links = new Dictionary<string, bool> { [PortalWorld.AwsLink] = true } }),
            });
            await context.SaveChangesAsync(Cancel);
        }

        var newest = (await _log.ListAsync(PortalWorld.Company, null, 1, Cancel))[0].Number;

        Assert.False(Assert.Single(await _log.ChangesAsync(PortalWorld.Company, newest, Cancel)).CanRollBack);
        Assert.IsType<SaveResult.Conflict>(await _log.RollBackAsync(PortalWorld.Company, newest, Cancel));
        Assert.Single((await World.Resources.FindAsync(PortalWorld.Company, id, Cancel))!.Draft.Links);
    }

    [Fact]
    public async Task RollBack_ByAnOperator_IsNotPermitted() =>
        await Assert.ThrowsAsync<NotPermittedException>(() => _log.RollBackAsync(Caller.Company("op", CompanyRole.Operator), 1, Cancel));

    private async Task EditAsync(Guid id, Action<ResourceDraft> edit)
    {
        Database.Time.Advance(TimeSpan.FromSeconds(1));
        var resource = (await World.Resources.FindAsync(PortalWorld.Company, id, Cancel))!;
        edit(resource.Draft);
        resource.Draft.Reason = "only a test";
        Assert.IsType<SaveResult.Saved>(await World.Resources.UpdateAsync(PortalWorld.Company, id, resource.Version, resource.Draft, Cancel));
        Database.Time.Advance(TimeSpan.FromSeconds(1));
    }
}

public sealed class PolicyRevisionLogOnSqliteTests() : PolicyRevisionLogTests(new SqliteTestDatabase());

public sealed class PolicyRevisionLogOnSqlServerTests() : PolicyRevisionLogTests(new SqlServerTestDatabase());
