using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Resources;

public sealed class ResourceServiceOnSqliteTests() : ResourceServiceTests(new SqliteTestDatabase());

public sealed class ResourceServiceOnSqlServerTests() : ResourceServiceTests(new SqlServerTestDatabase());

public sealed class ResourceServiceOnRetryingSqliteTests() : ResourceServiceTests(new RetryingSqliteDatabase());

public abstract class ResourceServiceTests(TestDatabase database) : IAsyncLifetime
{
    private readonly PortalWorld _world = new(database, database.Time);

    private ResourceService Resources => _world.Resources;

    private static Caller Company => PortalWorld.Company;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.CreateAsync();
        await _world.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task CreateAsync_RightDraft_IsSavedAndInForce()
    {
        var draft = _world.Draft("MegaCorp.my-saas.io.", links: [_world.AwsDraft(), _world.AzureDraft("0x210045C1")]);

        var result = await Resources.CreateAsync(Company, draft, Cancel);

        var saved = Assert.IsType<SaveResult.Saved>(result);
        Assert.Equal(new Enforcement.InForce(1), saved.Enforcement);
        var row = Assert.Single(await Resources.ListAsync(Company, Cancel));
        Assert.Equal(
            (saved.Id, "megacorp.my-saas.io", "Megacorp", ResourceMode.Enforce, true, "echo"),
            (row.Id, row.Host, row.Tenant, row.Mode, row.Enabled, row.Upstream));
        Assert.Equal(
            [
                new LinkView(CloudProvider.Aws, PortalWorld.AwsLink, "saas-aws", true),
                new LinkView(CloudProvider.Azure, PortalWorld.AzureLink, "saas-azure", true),
            ],
            row.Links);

        var policy = _world.Store.Current!.Find("megacorp.my-saas.io");
        Assert.Equal(saved.Id, policy?.ResourceId);
        Assert.Equal(2, policy!.Links.Grants.Count);
    }

    [Fact]
    public async Task CreateAsync_WithAliases_AllNamesHaveOnePolicy()
    {
        var draft = _world.Draft("megacorp.my-saas.io", links: [_world.AwsDraft()]);
        draft.Aliases = "Megacorp.private.my-saas.io., *.private.megacorp.example";

        var saved = Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Company, draft, Cancel));

        var policy = _world.Store.Current!;
        Assert.Equal(saved.Id, policy.Find("megacorp.private.my-saas.io")?.ResourceId);
        Assert.Equal(saved.Id, policy.Find("any.private.megacorp.example")?.ResourceId);
        Assert.Equal("*.private.megacorp.example megacorp.private.my-saas.io", (await Resources.FindAsync(Company, saved.Id, Cancel))!.Draft.Aliases);
    }

    [Theory]
    [InlineData("globex.my-saas.io", "belongs to Globex")]
    [InlineData("globex.private.my-saas.io", "belongs to Globex")]
    [InlineData("*.private.my-saas.io", "would cover globex.private.my-saas.io")]
    [InlineData("megacorp.my-saas.io", "is the host name itself")]
    [InlineData("a.my-saas.io a.my-saas.io", "stands there twice")]
    [InlineData("https://a.my-saas.io", "This is a URL")]
    public async Task CreateAsync_AliasThatCannotBe_SaysWhy(string aliases, string why)
    {
        var foreign = _world.Draft("globex.my-saas.io", tenant: _world.Globex);
        foreign.Aliases = "globex.private.my-saas.io";
        Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Company, foreign, Cancel));
        var draft = _world.Draft("megacorp.my-saas.io");
        draft.Aliases = aliases;

        var invalid = Assert.IsType<SaveResult.Invalid>(await Resources.CreateAsync(Company, draft, Cancel));

        Assert.Contains(why, invalid.Errors[ResourceForm.AliasesField], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_HostThatIsAnAliasElsewhere_IsTaken()
    {
        var first = _world.Draft("globex.my-saas.io", tenant: _world.Globex);
        first.Aliases = "globex.private.my-saas.io";
        Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Company, first, Cancel));

        var invalid = Assert.IsType<SaveResult.Invalid>(await Resources.CreateAsync(Company, _world.Draft("globex.private.my-saas.io"), Cancel));

        Assert.Contains("belongs to Globex", invalid.Errors[ResourceForm.HostField], StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateAsync_Aliases_AreTheCompanysToGiveAndGone_WhenTakenAway()
    {
        var draft = _world.Draft("megacorp.my-saas.io");
        draft.Aliases = "old.private.my-saas.io";
        var id = Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Company, draft, Cancel)).Id;
        var detail = (await Resources.FindAsync(_world.MegacorpCaller, id, Cancel))!;
        detail.Draft.Aliases = "mine.private.my-saas.io";
        var refused = Assert.IsType<SaveResult.Invalid>(await Resources.UpdateAsync(_world.MegacorpCaller, id, detail.Version, detail.Draft, Cancel));
        Assert.Contains("The company assigns host names", refused.Errors[ResourceForm.AliasesField], StringComparison.Ordinal);

        detail = (await Resources.FindAsync(Company, id, Cancel))!;
        detail.Draft.Aliases = "new.private.my-saas.io";
        Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(Company, id, detail.Version, detail.Draft, Cancel));

        Assert.Null(_world.Store.Current!.Find("old.private.my-saas.io"));
        Assert.NotNull(_world.Store.Current.Find("new.private.my-saas.io"));
    }

    [Fact]
    public async Task CreateAsync_EmptyDraft_NamesEveryField()
    {
        var draft = new ResourceDraft { Links = { new LinkDraft(), _world.AwsDraft("vpc-123"), _world.AwsDraft(), _world.AwsDraft() } };

        var result = await Resources.CreateAsync(Company, draft, Cancel);

        var errors = Assert.IsType<SaveResult.Invalid>(result).Errors;
        Assert.Equal(
            ["Host", "Links[0].ServiceId", "Links[1].Text", "Links[3].Text", "Mode", "TenantId", "UpstreamId"],
            errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Choose Open, Monitor or Enforce. Who may connect is never a default.", errors["Mode"]);
        Assert.StartsWith("This is the ID of a VPC.", errors["Links[1].Text"], StringComparison.Ordinal);
        Assert.Equal($"{PortalWorld.AwsLink} is already in the list.", errors["Links[3].Text"]);
        Assert.Empty(await Resources.ListAsync(Company, Cancel));
    }

    [Fact]
    public async Task CreateAsync_ChoicesThatAreGone_SaysSo()
    {
        var draft = _world.Draft();
        draft.TenantId = draft.UpstreamId = Guid.NewGuid();

        var errors = Assert.IsType<SaveResult.Invalid>(await Resources.CreateAsync(Company, draft, Cancel)).Errors;

        Assert.Equal("This tenant no longer exists. Choose another one.", errors["TenantId"]);
        Assert.Equal("This upstream no longer exists. Choose another one.", errors["UpstreamId"]);
    }

    [Theory]
    [InlineData("megacorp.my-saas.io", "MEGACORP.my-saas.io", "megacorp.my-saas.io is already protected; it belongs to Megacorp.")]
    [InlineData("*.my-saas.io", "globex.my-saas.io", "globex.my-saas.io lies under *.my-saas.io, which belongs to Megacorp.")]
    [InlineData("megacorp.my-saas.io", "*.my-saas.io", "*.my-saas.io would cover megacorp.my-saas.io, which belongs to Megacorp.")]
    public async Task CreateAsync_HostOfAnotherTenant_IsRefused(string first, string second, string error)
    {
        await _world.CreateAsync(_world.Draft(first));

        var result = await Resources.CreateAsync(Company, _world.Draft(second, tenant: _world.Globex), Cancel);

        Assert.Equal(error, Assert.IsType<SaveResult.Invalid>(result).Errors["Host"]);
    }

    [Theory]
    [InlineData("*.my-saas.io", "globex.my-saas.io", false)]
    [InlineData("*.my-saas.io", "a.b.my-saas.io", true)]
    [InlineData("megacorp.my-saas.io", "globex.my-saas.io", true)]
    public async Task CreateAsync_HostThatTakesNothingFromAnother_IsSaved(string first, string second, bool byAnotherTenant)
    {
        await _world.CreateAsync(_world.Draft(first));
        var draft = _world.Draft(second, tenant: byAnotherTenant ? _world.Globex : null);

        Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Company, draft, Cancel));
    }

    [Fact]
    public async Task CreateAsync_ByATenant_IsRefused()
    {
        var result = await Resources.CreateAsync(_world.MegacorpCaller, _world.Draft(), Cancel);

        Assert.Equal(Permission.AddResources, Assert.IsType<SaveResult.Refused>(result).Permission);
    }

    [Fact]
    public async Task CreateAsync_AtTheSameTime_OneHostIsSavedOnce()
    {
        ResourceDraft[] drafts =
        [
            _world.Draft("*.my-saas.io"), _world.Draft("globex.my-saas.io", tenant: _world.Globex),
            _world.Draft("*.my-saas.io"), _world.Draft("globex.my-saas.io", tenant: _world.Globex),
        ];

        var results = await Task.WhenAll(drafts.Select(draft => Task.Run(() => Resources.CreateAsync(Company, draft), Cancel)));

        Assert.Single(results.OfType<SaveResult.Saved>());
        Assert.Equal(3, results.OfType<SaveResult.Invalid>().Count());
        Assert.Single(await Resources.ListAsync(Company, Cancel));
    }

    [Fact]
    public async Task UpdateAsync_LinksOnly_ReplacesTheListAndRaisesTheVersion()
    {
        var id = await _world.CreateAsync(_world.Draft(links: [_world.AwsDraft(), _world.AzureDraft()]));
        var detail = await FindAsync(id);
        database.Time.Advance(TimeSpan.FromMinutes(1));

        detail.Draft.Links.RemoveAt(1);
        detail.Draft.Links[0].Enabled = false;
        detail.Draft.Links.Add(_world.AwsDraft(PortalWorld.OtherAwsLink));
        var result = await Resources.UpdateAsync(Company, id, detail.Version, detail.Draft, Cancel);

        Assert.Equal(new Enforcement.InForce(2), Assert.IsType<SaveResult.Saved>(result).Enforcement);
        var after = await FindAsync(id);
        Assert.Equal(detail.Version + 1, after.Version);
        var updated = (await Resources.ListAsync(Company, Cancel)).Single(row => row.Id == id).UpdatedAt;
        Assert.Equal(database.Time.GetUtcNow().UtcDateTime, updated);
        Assert.Equal(DateTimeKind.Utc, updated.Kind);
        Assert.Equal([(PortalWorld.AwsLink, false), (PortalWorld.OtherAwsLink, true)], after.Draft.Links.Select(link => (link.Text, link.Enabled)));
        Assert.Equal([(PortalWorld.AwsLink, false), (PortalWorld.OtherAwsLink, true)],
            _world.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants.Select(grant => (grant.LinkId.ToString(), grant.Enabled)));
    }

    [Fact]
    public async Task UpdateAsync_LastLinkRemoved_ClosesTheHost()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        var detail = await FindAsync(id);

        detail.Draft.Links.Clear();
        await Resources.UpdateAsync(Company, id, detail.Version, detail.Draft, Cancel);

        var policy = _world.Store.Current!.Find("megacorp.my-saas.io")!;
        Assert.Equal((ResourceMode.Enforce, 0), (policy.Mode, policy.Links.Grants.Count));
    }

    [Fact]
    public async Task UpdateAsync_LinkPutBack_UsesTheSamePrivateEndpoint()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        foreach (LinkDraft[] links in (LinkDraft[][])[[], [_world.AwsDraft()]])
        {
            var detail = await FindAsync(id);
            Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(Company, id, detail.Version, _world.Draft(links: links), Cancel));
        }

        await using var context = database.CreateDbContext();
        Assert.Equal(1, await context.PrivateEndpoints.CountAsync(Cancel));
    }

    [Fact]
    public async Task UpdateAsync_SavedBySomebodyElse_SaysWhoAndWhen()
    {
        var id = await _world.CreateAsync(_world.Draft());
        var stale = await FindAsync(id);
        await Resources.UpdateAsync(_world.MegacorpCaller, id, stale.Version, _world.Draft(mode: ResourceMode.Monitor), Cancel);

        var result = await Resources.UpdateAsync(Company, id, stale.Version, _world.Draft(mode: ResourceMode.Open), Cancel);

        var conflict = Assert.IsType<SaveResult.Conflict>(result);
        Assert.Contains("mia saved this resource at 12:00:00 UTC", conflict.Message, StringComparison.Ordinal);
        Assert.Equal([new FieldDifference("Mode", "Open", "Monitor")], conflict.Differences);
        Assert.Equal(ResourceMode.Monitor, Assert.Single(await Resources.ListAsync(Company, Cancel)).Mode);
    }

    [Fact]
    public async Task UpdateAsync_OtherTenant_IsRefused()
    {
        var id = await _world.CreateAsync(_world.Draft());

        var result = await Resources.UpdateAsync(Company, id, 1, _world.Draft(tenant: _world.Globex), Cancel);

        Assert.Equal("A resource stays with its tenant. Create it anew for the other one.", Assert.IsType<SaveResult.Invalid>(result).Errors["TenantId"]);
    }

    [Fact]
    public async Task UpdateAsync_UnderOnesOwnName_IsNoClash()
    {
        var id = await _world.CreateAsync(_world.Draft("*.my-saas.io"));

        Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(Company, id, 1, _world.Draft("megacorp.my-saas.io"), Cancel));
        Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(_world.MegacorpCaller, id, 2, _world.Draft("megacorp.my-saas.io", ResourceMode.Open), Cancel));
    }

    [Fact]
    public async Task UpdateAsync_TenantChoosesModeAndLinks_NotTheHost()
    {
        var id = await _world.CreateAsync(_world.Draft());

        var allowed = _world.Draft(mode: ResourceMode.Monitor, links: _world.AwsDraft());

        Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(_world.MegacorpCaller, id, 1, allowed, Cancel));
        var result = await Resources.UpdateAsync(_world.MegacorpCaller, id, 2, _world.Draft("other.my-saas.io"), Cancel);

        Assert.Equal("The company assigns host names. Ask it for the change.", Assert.IsType<SaveResult.Invalid>(result).Errors["Host"]);
    }

    [Theory]
    [InlineData(TenantRole.Owner, true)]
    [InlineData(TenantRole.Member, false)]
    [InlineData(TenantRole.Viewer, false)]
    public async Task UpdateAsync_LooseningByATenant_IsItsOwners(TenantRole role, bool saved)
    {
        var id = await _world.CreateAsync(_world.Draft());

        var result = await Resources.UpdateAsync(Caller.Tenant("mia", _world.Megacorp.Id, role), id, 1, _world.Draft(mode: ResourceMode.Monitor), Cancel);

        Assert.Equal(saved, result is SaveResult.Saved);
        Assert.Equal(saved ? ResourceMode.Monitor : ResourceMode.Enforce, Assert.Single(await Resources.ListAsync(Company, Cancel)).Mode);
    }

    [Fact]
    public async Task UpdateAsync_LooseningByTheCompany_TakesAnAdministratorWithAReason()
    {
        var id = await _world.CreateAsync(_world.Draft());
        var draft = _world.Draft(mode: ResourceMode.Open);

        var byOperator = await Resources.UpdateAsync(Caller.Company("otto", CompanyRole.Operator), id, 1, draft, Cancel);
        var withoutReason = await Resources.UpdateAsync(Company, id, 1, draft, Cancel);
        draft.Reason = " Their balancer lost its header. ";
        var withReason = await Resources.UpdateAsync(Company, id, 1, draft, Cancel);

        Assert.Equal(Permission.LoosenResources, Assert.IsType<SaveResult.Refused>(byOperator).Permission);
        Assert.Equal(["Reason"], Assert.IsType<SaveResult.Invalid>(withoutReason).Errors.Keys);
        Assert.IsType<SaveResult.Saved>(withReason);
        await using var context = database.CreateDbContext();
        Assert.Equal(
            "megacorp.my-saas.io: Enforce to Open (reason: Their balancer lost its header.)",
            (await context.PolicyRevisions.OrderBy(revision => revision.Number).LastAsync(Cancel)).Summary);
    }

    [Fact]
    public async Task UpdateAsync_TighteningByAMember_IsSaved()
    {
        var id = await _world.CreateAsync(_world.Draft(mode: ResourceMode.Open));

        var result = await Resources.UpdateAsync(Caller.Tenant("mia", _world.Megacorp.Id, TenantRole.Member), id, 1, _world.Draft(), Cancel);

        Assert.IsType<SaveResult.Saved>(result);
    }

    [Fact]
    public async Task UpdateAsync_TenantTriesAnothersHost_LearnsNothingOfIt()
    {
        await _world.CreateAsync(_world.Draft("globex.my-saas.io", tenant: _world.Globex));
        var id = await _world.CreateAsync(_world.Draft());

        var taken = await Resources.UpdateAsync(_world.MegacorpCaller, id, 1, _world.Draft("globex.my-saas.io"), Cancel);
        var free = await Resources.UpdateAsync(_world.MegacorpCaller, id, 1, _world.Draft("free.my-saas.io"), Cancel);

        Assert.Equal(Assert.IsType<SaveResult.Invalid>(free).Errors, Assert.IsType<SaveResult.Invalid>(taken).Errors);
    }

    [Fact]
    public async Task EveryOperation_ForAForeignTenant_FindsNothing()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));

        Assert.Empty(await Resources.ListAsync(_world.GlobexCaller, Cancel));
        Assert.Null(await Resources.FindAsync(_world.GlobexCaller, id, Cancel));
        Assert.IsType<SaveResult.NotFound>(await Resources.UpdateAsync(_world.GlobexCaller, id, 1, _world.Draft(), Cancel));
        var choices = await Resources.ChoicesAsync(_world.GlobexCaller, Cancel);
        Assert.Equal("Globex", Assert.Single(choices.Tenants).Name);
        Assert.Empty(choices.Upstreams);
    }

    [Fact]
    public async Task ListAsync_QueryThatForgotToAsk_StillHidesOtherTenants()
    {
        await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));

        await using var context = database.CreateDbContext();
        context.Caller = _world.GlobexCaller;

        Assert.Equal(0, await context.Resources.CountAsync(Cancel));
        Assert.Equal(0, await context.PrivateEndpoints.CountAsync(Cancel));
        Assert.Equal(0, await context.AllowedLinks.CountAsync(Cancel));
        Assert.Equal("Globex", (await context.Tenants.SingleAsync(Cancel)).Name);
    }

    [Fact]
    public async Task ChoicesAsync_Company_OffersEverything()
    {
        var choices = await Resources.ChoicesAsync(Company, Cancel);

        Assert.Equal(["Globex", "Megacorp"], choices.Tenants.Select(tenant => tenant.Name));
        Assert.Equal(new UpstreamChoice(_world.Upstream.Id, "echo", "127.0.0.1:7450"), Assert.Single(choices.Upstreams));
        Assert.Equal([CloudProvider.Aws, CloudProvider.Azure], choices.Services.Select(service => service.Cloud));
    }

    [Fact]
    public async Task EverySave_LeavesARevisionThatSaysWhatItDid()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        await Resources.UpdateAsync(_world.MegacorpCaller, id, 1, _world.Draft(mode: ResourceMode.Monitor, links: _world.AzureDraft()), Cancel);

        await using var context = database.CreateDbContext();
        var revisions = await context.PolicyRevisions.OrderBy(revision => revision.Number).ToListAsync(Cancel);
        Assert.Equal(
            [
                (1, "ada", "megacorp.my-saas.io: created, Enforce, 1 link"),
                (2, "mia", $"megacorp.my-saas.io: Enforce to Monitor, {PortalWorld.AzureLink} added, {PortalWorld.AwsLink} removed"),
            ],
            revisions.Select(revision => (revision.Number, revision.By, revision.Summary)));
    }

    private async Task<ResourceDetail> FindAsync(Guid id) => Assert.IsType<ResourceDetail>(await Resources.FindAsync(Company, id, Cancel));
}
