using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Resources;

public sealed class ResourceUpdateOnSqliteTests() : ResourceUpdateTests(new SqliteTestDatabase());

public sealed class ResourceUpdateOnSqlServerTests() : ResourceUpdateTests(new SqlServerTestDatabase());

public sealed class ResourceUpdateOnRetryingSqliteTests() : ResourceUpdateTests(new RetryingSqliteDatabase());

/// <summary>Who may change what of a host.</summary>
public abstract class ResourceUpdateTests(TestDatabase database) : ResourceServiceTest(database)
{
    [Fact]
    public async Task UpdateAsync_Aliases_AreTheCompanysToGiveAndGone_WhenTakenAway()
    {
        var draft = World.Draft("megacorp.my-saas.io");
        draft.Aliases = "old.private.my-saas.io";
        var id = Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Company, draft, Cancel)).Id;
        var detail = (await Resources.FindAsync(World.MegacorpCaller, id, Cancel))!;
        detail.Draft.Aliases = "mine.private.my-saas.io";
        var refused = Assert.IsType<SaveResult.Invalid>(await Resources.UpdateAsync(World.MegacorpCaller, id, detail.Version, detail.Draft, Cancel));
        Assert.Contains("Only the company assigns host names", refused.Errors[ResourceForm.AliasesField], StringComparison.Ordinal);

        detail = (await Resources.FindAsync(Company, id, Cancel))!;
        detail.Draft.Aliases = "new.private.my-saas.io";
        Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(Company, id, detail.Version, detail.Draft, Cancel));

        Assert.Null(World.Store.Current!.Find("old.private.my-saas.io"));
        Assert.NotNull(World.Store.Current.Find("new.private.my-saas.io"));
    }

    [Fact]
    public async Task UpdateAsync_LinksOnly_ReplacesTheListAndRaisesTheVersion()
    {
        var id = await World.CreateAsync(World.Draft(links: [World.AwsDraft(), World.AzureDraft()]));
        var detail = await FindAsync(id);
        Database.Time.Advance(TimeSpan.FromMinutes(1));

        detail.Draft.Links.RemoveAt(1);
        (detail.Draft.Links[0].Enabled, detail.Draft.Reason) = (false, "this endpoint was sold");
        detail.Draft.Links.Add(World.AwsDraft(PortalWorld.OtherAwsLink));
        var result = await Resources.UpdateAsync(Company, id, detail.Version, detail.Draft, Cancel);

        Assert.Equal(new Enforcement.InForce(2), Assert.IsType<SaveResult.Saved>(result).Enforcement);
        var after = await FindAsync(id);
        Assert.Equal(detail.Version + 1, after.Version);
        var updated = (await Resources.ListAsync(Company, Cancel)).Single(row => row.Id == id).UpdatedAt;
        Assert.Equal(Database.Time.GetUtcNow().UtcDateTime, updated);
        Assert.Equal(DateTimeKind.Utc, updated.Kind);
        Assert.Equal([(PortalWorld.AwsLink, false), (PortalWorld.OtherAwsLink, true)], after.Draft.Links.Select(link => (link.Text, link.Enabled)));
        Assert.Equal([(PortalWorld.AwsLink, false), (PortalWorld.OtherAwsLink, true)],
            World.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants.Select(grant => (grant.LinkId.ToString(), grant.Enabled)));
    }

    [Fact]
    public async Task UpdateAsync_LastLinkRemoved_ClosesTheHost()
    {
        var id = await World.CreateAsync(World.Draft(links: World.AwsDraft()));
        var detail = await FindAsync(id);

        detail.Draft.Links.Clear();
        await Resources.UpdateAsync(Company, id, detail.Version, detail.Draft, Cancel);

        var policy = World.Store.Current!.Find("megacorp.my-saas.io")!;
        Assert.Equal((ResourceMode.Enforce, 0), (policy.Mode, policy.Links.Grants.Count));
    }

    [Fact]
    public async Task UpdateAsync_LinkPutBack_UsesTheSamePrivateEndpoint()
    {
        var id = await World.CreateAsync(World.Draft(links: World.AwsDraft()));
        foreach (LinkDraft[] links in (LinkDraft[][])[[], [World.AwsDraft()]])
        {
            var detail = await FindAsync(id);
            Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(Company, id, detail.Version, World.Draft(links: links), Cancel));
        }

        await using var context = Database.CreateDbContext();
        Assert.Equal(1, await context.PrivateEndpoints.CountAsync(Cancel));
    }

    [Fact]
    public async Task UpdateAsync_SavedBySomebodyElse_SaysWhoAndWhen()
    {
        var id = await World.CreateAsync(World.Draft());
        var stale = await FindAsync(id);
        await Resources.UpdateAsync(World.MegacorpCaller, id, stale.Version, World.Loosening(mode: ResourceMode.Monitor), Cancel);

        var result = await Resources.UpdateAsync(Company, id, stale.Version, World.Draft(mode: ResourceMode.Open), Cancel);

        var conflict = Assert.IsType<SaveResult.Conflict>(result);
        Assert.Contains("mia saved this resource at 12:00:00 UTC", conflict.Message, StringComparison.Ordinal);
        Assert.Equal([new FieldDifference("Mode", "Open", "Monitor")], conflict.Differences);
        Assert.Equal(ResourceMode.Monitor, Assert.Single(await Resources.ListAsync(Company, Cancel)).Mode);
    }

    [Fact]
    public async Task UpdateAsync_OtherTenant_IsRefused()
    {
        var id = await World.CreateAsync(World.Draft());

        var result = await Resources.UpdateAsync(Company, id, 1, World.Draft(tenant: World.Globex), Cancel);

        Assert.Equal("A resource cannot move to another tenant. Create a new one for the other tenant.", Assert.IsType<SaveResult.Invalid>(result).Errors["TenantId"]);
    }

    [Fact]
    public async Task UpdateAsync_UnderOnesOwnName_IsNoClash()
    {
        var id = await World.CreateAsync(World.Draft("*.my-saas.io"));

        Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(Company, id, 1, World.Draft("megacorp.my-saas.io"), Cancel));
        Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(World.MegacorpCaller, id, 2, World.Loosening("megacorp.my-saas.io", ResourceMode.Open), Cancel));
    }

    [Fact]
    public async Task UpdateAsync_TenantChoosesModeAndLinks_NotTheHost()
    {
        var id = await World.CreateAsync(World.Draft());

        var allowed = World.Loosening(mode: ResourceMode.Monitor, links: World.AwsDraft());

        Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(World.MegacorpCaller, id, 1, allowed, Cancel));
        var result = await Resources.UpdateAsync(World.MegacorpCaller, id, 2, World.Draft("other.my-saas.io"), Cancel);

        Assert.Equal("Only the company assigns host names. Ask the company to make this change.", Assert.IsType<SaveResult.Invalid>(result).Errors["Host"]);
    }

    [Theory]
    [InlineData(TenantRole.Owner, true)]
    [InlineData(TenantRole.Member, false)]
    [InlineData(TenantRole.Viewer, false)]
    public async Task UpdateAsync_LooseningByATenant_IsItsOwners(TenantRole role, bool saved)
    {
        var id = await World.CreateAsync(World.Draft());

        var draft = World.Loosening(mode: ResourceMode.Monitor);

        var result = await Resources.UpdateAsync(Caller.Tenant("mia", World.Megacorp.Id, role), id, 1, draft, Cancel);

        Assert.Equal(saved, result is SaveResult.Saved);
        Assert.Equal(saved ? ResourceMode.Monitor : ResourceMode.Enforce, Assert.Single(await Resources.ListAsync(Company, Cancel)).Mode);
    }

    [Fact]
    public async Task UpdateAsync_LooseningByTheCompany_TakesAnAdministratorWithAReason()
    {
        var id = await World.CreateAsync(World.Draft());
        var draft = World.Draft(mode: ResourceMode.Open);

        var byOperator = await Resources.UpdateAsync(Caller.Company("otto", CompanyRole.Operator), id, 1, draft, Cancel);
        var withoutReason = await Resources.UpdateAsync(Company, id, 1, draft, Cancel);
        draft.Reason = " Their balancer lost its header. ";
        var withReason = await Resources.UpdateAsync(Company, id, 1, draft, Cancel);

        Assert.Equal(Permission.LoosenResources, Assert.IsType<SaveResult.Refused>(byOperator).Permission);
        Assert.Equal(["Reason"], Assert.IsType<SaveResult.Invalid>(withoutReason).Errors.Keys);
        Assert.IsType<SaveResult.Saved>(withReason);
        await using var context = Database.CreateDbContext();
        Assert.Equal(
            "megacorp.my-saas.io: Enforce to Open (reason: Their balancer lost its header.)",
            (await context.PolicyRevisions.OrderBy(revision => revision.Number).LastAsync(Cancel)).Summary);
    }

    [Theory]
    [InlineData(ResourceMode.Enforce, ResourceMode.Monitor, "")]
    [InlineData(ResourceMode.Enforce, ResourceMode.Open, "too short")]
    [InlineData(ResourceMode.Monitor, ResourceMode.Open, "   9 chars.   ")]
    public async Task UpdateAsync_LooseningByAnOwnerWithoutAReason_IsRefused(ResourceMode before, ResourceMode after, string reason)
    {
        var id = await World.CreateAsync(World.Draft(mode: before));
        var draft = World.Draft(mode: after);
        draft.Reason = reason;

        var result = await Resources.UpdateAsync(World.MegacorpCaller, id, 1, draft, Cancel);

        Assert.Contains("at least 10 characters", Assert.IsType<SaveResult.Invalid>(result).Errors["Reason"], StringComparison.Ordinal);
        Assert.Equal(before, Assert.Single(await Resources.ListAsync(Company, Cancel)).Mode);
    }

    [Fact]
    public async Task UpdateAsync_LooseningByAnOwner_TellsAllOwnersWhyAndKeepsItInTheLog()
    {
        var id = await World.CreateAsync(World.Draft());
        var draft = World.Draft(mode: ResourceMode.Monitor);
        draft.Reason = " Their proxy lost its header. ";

        Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(World.MegacorpCaller, id, 1, draft, Cancel));

        await using var context = Database.CreateDbContext();
        Assert.Equal(
            $"{World.MegacorpCaller.Person} changed megacorp.my-saas.io from Enforce to Monitor (reason: Their proxy lost its header.).",
            (await context.TenantNotices.SingleAsync(Cancel)).Text);
        Assert.Contains("Their proxy lost its header.", (await context.AuditEntries.OrderByDescending(entry => entry.Sequence).FirstAsync(Cancel)).After, StringComparison.Ordinal);
    }

    /// <summary>No mode changes, but a name that was enforced becomes open.</summary>
    [Theory]
    [InlineData("other.elsewhere.io", "old.my-saas.io")]
    [InlineData("megacorp.my-saas.io", "")]
    public async Task UpdateAsync_NameGivenUpUnderAnOpenWildcard_IsLooseningIt(string host, string aliases)
    {
        var draft = World.Draft();
        draft.Aliases = "old.my-saas.io";
        var id = await World.CreateAsync(draft);
        await World.CreateAsync(World.Draft("*.my-saas.io", ResourceMode.Open));
        draft = World.Draft(host);
        draft.Aliases = aliases;

        var byOperator = await Resources.UpdateAsync(Caller.Company("otto", CompanyRole.Operator), id, 1, draft, Cancel);
        var withoutReason = await Resources.UpdateAsync(Company, id, 1, draft, Cancel);
        draft.Reason = "The name is not used any more";
        var withReason = await Resources.UpdateAsync(Company, id, 1, draft, Cancel);

        Assert.Equal(Permission.LoosenResources, Assert.IsType<SaveResult.Refused>(byOperator).Permission);
        Assert.Equal(["Reason"], Assert.IsType<SaveResult.Invalid>(withoutReason).Errors.Keys);
        Assert.IsType<SaveResult.Saved>(withReason);
        await using var context = Database.CreateDbContext();
        Assert.Contains("from Enforce to Open (reason: The name is not used any more)", (await context.TenantNotices.SingleAsync(Cancel)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_OpenUnderAnEnforcedWildcard_IsLooseningIt()
    {
        await World.CreateAsync(World.Draft("*.my-saas.io"));
        var draft = World.Draft("api.my-saas.io", ResourceMode.Open);

        var byOperator = await Resources.CreateAsync(Caller.Company("otto", CompanyRole.Operator), draft, Cancel);
        var withoutReason = await Resources.CreateAsync(Company, draft, Cancel);
        draft.Reason = "Partners come without a link";
        var withReason = await Resources.CreateAsync(Company, draft, Cancel);

        Assert.Equal(Permission.LoosenResources, Assert.IsType<SaveResult.Refused>(byOperator).Permission);
        Assert.Equal(["Reason"], Assert.IsType<SaveResult.Invalid>(withoutReason).Errors.Keys);
        Assert.IsType<SaveResult.Saved>(withReason);
        Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Caller.Company("otto", CompanyRole.Operator), World.Draft("api.elsewhere.io", ResourceMode.Open), Cancel));
    }

    [Fact]
    public async Task UpdateAsync_TighteningByAMember_IsSaved()
    {
        var id = await World.CreateAsync(World.Draft(mode: ResourceMode.Open));

        var result = await Resources.UpdateAsync(Caller.Tenant("mia", World.Megacorp.Id, TenantRole.Member), id, 1, World.Draft(mode: ResourceMode.Monitor), Cancel);

        Assert.IsType<SaveResult.Saved>(result);
    }

    [Fact]
    public async Task UpdateAsync_TenantTriesAnothersHost_LearnsNothingOfIt()
    {
        await World.CreateAsync(World.Draft("globex.my-saas.io", tenant: World.Globex));
        var id = await World.CreateAsync(World.Draft());

        var taken = await Resources.UpdateAsync(World.MegacorpCaller, id, 1, World.Draft("globex.my-saas.io"), Cancel);
        var free = await Resources.UpdateAsync(World.MegacorpCaller, id, 1, World.Draft("free.my-saas.io"), Cancel);

        Assert.Equal(Assert.IsType<SaveResult.Invalid>(free).Errors, Assert.IsType<SaveResult.Invalid>(taken).Errors);
    }

    private async Task<ResourceDetail> FindAsync(Guid id) => Assert.IsType<ResourceDetail>(await Resources.FindAsync(Company, id, Cancel));
}
