using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>Openings that no user requested are held back before they take effect.</summary>
public sealed class OpeningGuardTests : IAsyncLifetime
{
    private const int Hosts = 12;

    private readonly SqliteTestDatabase _database = new();
    private readonly PortalWorld _world;

    public OpeningGuardTests() => _world = new PortalWorld(_database, _database.Time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PolicySnapshot Current => _world.Store.Current!;

    private IReadOnlyList<HeldChange> HeldBack => _world.Publisher.Status.HeldBack;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        await _world.SeedAsync();
        await _world.SaveElsewhereAsync(context => context.AddRange(Enumerable.Range(0, Hosts).Select(number => NewResource(number, ResourceMode.Enforce))));
        await _world.Publisher.RefreshAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task ElevenHostsOpened_ByNobodyHere_WaitAndTheClosingAmongThemDoesNot()
    {
        await ImportAsync(opened: 11, closed: 1);

        Assert.Equal(11, HeldBack.Count);
        Assert.All(Enumerable.Range(0, 11), number => Assert.Equal(ResourceMode.Enforce, Find(number).Mode));
        Assert.True(Find(11).Disabled);
        Assert.Equal(2, Current.Revision);
        Assert.Equal(("h00.my-saas.io", "goes from Enforce to Open"), (HeldBack[0].Host, HeldBack[0].What));
    }

    [Fact]
    public async Task TenHostsOpened_AreAFew()
    {
        await ImportAsync(opened: 10);

        Assert.Empty(HeldBack);
        Assert.All(Enumerable.Range(0, 10), number => Assert.Equal(ResourceMode.Open, Find(number).Mode));
    }

    [Fact]
    public async Task ManyHosts_ATenthOfTheRestricted_AreAFewToo()
    {
        await _world.SaveElsewhereAsync(context => context.AddRange(Enumerable.Range(Hosts, 120 - Hosts).Select(number => NewResource(number, ResourceMode.Enforce))));
        await _world.Publisher.RefreshAsync(Cancel);
        var confirmed = await ConfirmAsync();
        Assert.IsType<SaveResult.Saved>(confirmed);

        await ImportAsync(opened: 12);
        Assert.Empty(HeldBack);
        await ImportAsync(opened: 25);
        Assert.Equal(13, HeldBack.Count);
    }

    /// <summary>Open hosts do not count when deciding how many restricted hosts are "a few".</summary>
    [Fact]
    public async Task ElevenHostsOpened_BesideManyThatAreOpenAlready_Wait()
    {
        await _world.SaveElsewhereAsync(context => context.AddRange(Enumerable.Range(Hosts, 120).Select(number => NewResource(number, ResourceMode.Open))));
        await _world.Publisher.RefreshAsync(Cancel);
        Assert.IsType<SaveResult.Saved>(await ConfirmAsync());
        Assert.Empty(HeldBack);

        await ImportAsync(opened: 11);

        Assert.Equal(11, HeldBack.Count);
    }

    [Fact]
    public async Task HeldBack_OthersEditsComeAndGo_GoOnWaiting()
    {
        await ImportAsync(opened: 11);

        await EditAsync(11, ResourceMode.Monitor);
        Assert.Equal((11, ResourceMode.Monitor), (HeldBack.Count, Find(11).Mode));

        // Ten hosts alone would count as a few, but these are already held back.
        await EditAsync(0, ResourceMode.Monitor);
        Assert.Equal((10, ResourceMode.Monitor), (HeldBack.Count, Find(0).Mode));
        await _world.Publisher.RefreshAsync(Cancel);
        Assert.Equal(10, HeldBack.Count);
    }

    /// <summary>A user who changes something that hosts share has not reviewed what is held back for each host.</summary>
    [Fact]
    public async Task HeldBack_WhatTheyShareIsChanged_GoOnWaiting()
    {
        await ImportAsync(opened: 11);
        var everything = Current.Resources.Select(resource => resource.ResourceId).ToHashSet();

        Assert.IsType<SaveResult.Saved>(await _world.Changes.SaveAsync(AuditActor.Portal, AuditAction.ServiceChanged, (context, _) =>
        {
            context.Resources.Single(resource => resource.Host == "h11.my-saas.io").Mode = ResourceMode.Open;
            return Task.FromResult<Edit>(new Edit.Change(new AuditTarget("service", Id: null, "shared", TenantId: null))
            {
                PolicySummary = "shared",
                Touched = everything,
                TouchesShared = true,
            });
        }, Cancel));

        Assert.Equal((11, ResourceMode.Open), (HeldBack.Count, Find(11).Mode));
        Assert.Equal(ResourceMode.Enforce, Find(0).Mode);
    }

    /// <summary>Many hosts list a tenant's endpoint. Disabling it closes at once, and opens no host that is held back.</summary>
    [Fact]
    public async Task HeldBack_TheirEndpointIsSwitchedOff_ClosesItAndTheyGoOnWaiting()
    {
        var endpoint = await ListOnAllAsync();
        await ImportAsync(opened: 11);

        var endpoints = new PrivateEndpointService(_database, _world.Changes, Microsoft.Extensions.Options.Options.Create(new PrivateLink.Engine.Settings.EngineOptions()), _database.Time);
        Assert.IsType<SaveResult.Saved>(await endpoints.SwitchAsync(_world.MegacorpCaller, endpoint, enabled: false, cancellationToken: Cancel));

        Assert.Equal(11, HeldBack.Count);
        Assert.All(Current.Resources, resource => Assert.Equal((ResourceMode.Enforce, false), (resource.Mode, Assert.Single(resource.Links.Grants).Enabled)));
    }

    /// <summary>A user without permission to confirm does not confirm held-back changes by saving the host. Other changes take effect as usual.</summary>
    [Fact]
    public async Task HeldBack_ItsTenantEditsTheHost_ClosesAndTheOpeningGoesOnWaiting()
    {
        await ListOnAllAsync();
        await ImportAsync(opened: 11);

        await EditAsync(_world.MegacorpCaller, 0, draft => draft.Links[0].Enabled = false);
        Assert.Equal((11, ResourceMode.Enforce, false), (HeldBack.Count, Find(0).Mode, Find(0).Links.Grants[0].Enabled));

        await EditAsync(_world.MegacorpCaller, 11, draft => (draft.Mode, draft.Reason) = (ResourceMode.Monitor, "only a test"));
        Assert.Equal((11, ResourceMode.Monitor), (HeldBack.Count, Find(11).Mode));
    }

    [Fact]
    public async Task HeldBack_TakenBackInTheDatabase_WaitNoMore()
    {
        await ImportAsync(opened: 11);
        await _world.SaveElsewhereAsync(context =>
        {
            foreach (var resource in context.Resources) resource.Mode = ResourceMode.Enforce;
        });

        await _world.Publisher.RefreshAsync(Cancel);

        Assert.Empty(HeldBack);
        Assert.Equal(3, Current.Revision);
    }

    [Fact]
    public async Task HeldBack_Restart_GoOnWaiting()
    {
        await ImportAsync(opened: 11);
        await EditAsync(0, ResourceMode.Monitor);
        _world.Close();
        using var next = new PortalWorld(_database, _database.Time, _world.Folder);

        await next.Publisher.RecoverAsync(Cancel);
        Assert.Equal(10, next.Publisher.Status.HeldBack.Count);
        await next.Publisher.RefreshAsync(Cancel);

        Assert.Equal(10, next.Publisher.Status.HeldBack.Count);
        Assert.Equal(ResourceMode.Enforce, next.Store.Current!.Find("h05.my-saas.io")!.Mode);
    }

    [Fact]
    public async Task ConfirmAsync_ByAnAdministrator_OpensWhatThePersonHasSeen()
    {
        await ImportAsync(opened: 11);
        var seen = HeldBack.Take(4).Select(held => held.ResourceId).ToList();

        var saved = Assert.IsType<SaveResult.Saved>(await _world.Confirmation.ConfirmAsync(PortalWorld.Company, seen, Cancel));

        Assert.Equal(new Enforcement.InForce(3), saved.Enforcement);
        Assert.Equal((4, 7), (Current.Resources.Count(resource => resource.Mode == ResourceMode.Open), HeldBack.Count));
        await using var context = _database.CreateDbContext();
        var revision = await context.PolicyRevisions.SingleAsync(revision => revision.Number == 3, Cancel);
        Assert.Equal(("ada", "Confirmed held changes: h00.my-saas.io, h01.my-saas.io, h02.my-saas.io, h03.my-saas.io"), (revision.By, revision.Summary));
    }

    /// <summary>Confirming openings does not clear a finding about the audit log, which stays until an operator handles it.</summary>
    [Fact]
    public async Task ConfirmAsync_DatabaseNotInDoubt_LeavesWhatIsWrongWithTheAuditLog()
    {
        await ImportAsync(opened: 11);
        _world.End.Judge("entries are missing");

        Assert.IsType<SaveResult.Saved>(await ConfirmAsync());

        Assert.Equal("entries are missing", _world.End.Problem);
    }

    [Fact]
    public async Task ConfirmAsync_Others_AreRefused()
    {
        await ImportAsync(opened: 11);

        var byOperator = await _world.Confirmation.ConfirmAsync(Caller.Company("otto", CompanyRole.Operator), [HeldBack[0].ResourceId], Cancel);
        var byTenant = await _world.Confirmation.ConfirmAsync(_world.MegacorpCaller, [HeldBack[0].ResourceId], Cancel);
        var nothing = await _world.Confirmation.ConfirmAsync(PortalWorld.Company, [Guid.NewGuid()], Cancel);

        Assert.IsType<SaveResult.Refused>(byOperator);
        Assert.IsType<SaveResult.Refused>(byTenant);
        Assert.IsType<SaveResult.Conflict>(nothing);
        Assert.Equal(11, HeldBack.Count);
    }

    /// <summary>A restored backup would open hosts that were closed since. None opens by itself.</summary>
    [Fact]
    public async Task DatabaseOfAnEarlierRevision_OpensNothingByItself()
    {
        await EditAsync(0, ResourceMode.Open);
        await EditAsync(0, ResourceMode.Enforce);
        await using (var context = _database.CreateDbContext())
        {
            await context.PolicyRevisions.Where(revision => revision.Number > 2).ExecuteDeleteAsync(Cancel);
            await context.Resources.Where(resource => resource.Host == "h00.my-saas.io").ExecuteUpdateAsync(set => set.SetProperty(resource => resource.Mode, ResourceMode.Open), Cancel);
        }

        await _world.Publisher.RefreshAsync(Cancel);

        Assert.Equal((3L, ResourceMode.Enforce), (Current.Revision, Find(0).Mode));
        Assert.Equal("goes from Enforce to Open", Assert.Single(HeldBack).What);
        Assert.Equal(DatabaseDoubt.Older, _world.Publisher.Status.Doubt);
    }

    /// <summary>A user's opening was in force once. An older copy that has it again is not a new request, even if its numbers have caught up.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DatabaseOfAnEarlierRevision_WhatAPersonOpenedOnce_DoesNotOpenAgain(bool caughtUp)
    {
        await EditAsync(0, ResourceMode.Open);
        await EditAsync(0, ResourceMode.Enforce);
        await using (var context = _database.CreateDbContext())
        {
            await context.PolicyRevisions.Where(revision => revision.Number == Current.Revision).ExecuteDeleteAsync(Cancel);
            await context.Resources.Where(resource => resource.Host == "h00.my-saas.io").ExecuteUpdateAsync(set => set.SetProperty(resource => resource.Mode, ResourceMode.Open), Cancel);
        }

        if (caughtUp) await _world.SaveElsewhereAsync(_ => { });
        await _world.Publisher.RefreshAsync(Cancel);

        Assert.Equal((ResourceMode.Enforce, DatabaseDoubt.Older), (Find(0).Mode, _world.Publisher.Status.Doubt));
        Assert.Equal("goes from Enforce to Open", Assert.Single(HeldBack).What);
    }

    /// <summary>For example, a statement without its WHERE clause, or a table restored empty.</summary>
    [Theory]
    [InlineData(11, 11)]
    [InlineData(10, 0)]
    public async Task HostsVanishedTogether_StayUntilAPersonConfirms(int vanished, int held)
    {
        await _world.SaveElsewhereAsync(context => context.RemoveRange(context.Resources.OrderBy(resource => resource.Host).Take(vanished)));
        await _world.Publisher.PublishAsync(Cancel);
        await EditAsync(11, ResourceMode.Monitor);
        await _world.Publisher.RefreshAsync(Cancel);

        Assert.Equal((held, held + 12 - vanished), (HeldBack.Count, Current.Count));
        if (held == 0) return;
        Assert.Equal("is removed", HeldBack[0].What);

        _world.Close();
        using var next = new PortalWorld(_database, _database.Time, _world.Folder);
        await next.Publisher.RefreshAsync(Cancel);
        Assert.Equal((held, 12), (next.Publisher.Status.HeldBack.Count, next.Store.Current!.Count));

        await next.Confirmation.ConfirmAsync(PortalWorld.Company, [.. next.Publisher.Status.HeldBack.Select(change => change.ResourceId)], Cancel);
        Assert.Equal((0, 1), (next.Publisher.Status.HeldBack.Count, next.Store.Current!.Count));
    }

    /// <summary>Ten would count as a few if they were not already held back, whatever else was edited meanwhile.</summary>
    [Fact]
    public async Task HostsVanishedTogether_OneIsConfirmedAfterAnotherEdit_TheOthersGoOnWaiting()
    {
        await _world.SaveElsewhereAsync(context => context.RemoveRange(context.Resources.OrderBy(resource => resource.Host).Take(11)));
        await _world.Publisher.PublishAsync(Cancel);
        await EditAsync(11, ResourceMode.Monitor);

        await _world.Confirmation.ConfirmAsync(PortalWorld.Company, [HeldBack[0].ResourceId], Cancel);
        await _world.Publisher.RefreshAsync(Cancel);

        Assert.Equal((10, 11), (HeldBack.Count, Current.Count));
    }

    private Resource NewResource(int number, ResourceMode mode) =>
        new() { TenantId = _world.Megacorp.Id, Host = $"h{number:00}.my-saas.io", Mode = mode, UpstreamId = _world.Upstream.Id };

    private ResourcePolicy Find(int number) => Current.Find($"h{number:00}.my-saas.io")!;

    private Task<SaveResult> ConfirmAsync() =>
        _world.Confirmation.ConfirmAsync(PortalWorld.Company, [.. HeldBack.Select(held => held.ResourceId)], Cancel);

    private async Task ImportAsync(int opened, int closed = 0)
    {
        await _world.SaveElsewhereAsync(context =>
        {
            foreach (var resource in context.Resources.OrderBy(resource => resource.Host).Take(opened)) resource.Mode = ResourceMode.Open;
            foreach (var resource in context.Resources.OrderByDescending(resource => resource.Host).Take(closed)) resource.Enabled = false;
        });
        await _world.Publisher.PublishAsync(Cancel);
    }

    /// <summary>Makes every host list the same private endpoint.</summary>
    private async Task<Guid> ListOnAllAsync()
    {
        var endpoint = new PrivateEndpoint
        {
            TenantId = _world.Megacorp.Id,
            ServiceId = _world.Aws.Id,
            Cloud = CloudProvider.Aws,
            Name = "shared",
            LinkId = PortalWorld.AwsLink,
            State = PrivateEndpointState.Verified,
        };
        await _world.SaveElsewhereAsync(context =>
        {
            context.Add(endpoint);
            foreach (var resource in context.Resources) resource.AllowedLinks.Add(new AllowedLink { TenantId = resource.TenantId, PrivateEndpoint = endpoint });
        });
        await _world.Publisher.RefreshAsync(Cancel);
        await ConfirmAsync();
        Assert.All(Current.Resources, resource => Assert.True(Assert.Single(resource.Links.Grants).Enabled));
        return endpoint.Id;
    }

    private Task EditAsync(int number, ResourceMode mode) => EditAsync(PortalWorld.Company, number, draft => (draft.Mode, draft.Reason) = (mode, "only a test"));

    private async Task EditAsync(Caller caller, int number, Action<ResourceDraft> change)
    {
        var id = Find(number).ResourceId;
        var detail = (await _world.Resources.FindAsync(caller, id, Cancel))!;
        change(detail.Draft);
        var result = await _world.Resources.PutBackAsync(caller, id, detail.Version, detail.Draft, Cancel);
        Assert.IsType<Enforcement.InForce>(Assert.IsType<SaveResult.Saved>(result).Enforcement);
    }
}
