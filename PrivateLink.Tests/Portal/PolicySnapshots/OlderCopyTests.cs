using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Tenants;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>A restored backup opens nothing, and closes only what a user closes on purpose.</summary>
public sealed class OlderCopyTests : DatabaseDoubtTest
{
    /// <summary>A restored backup is written further until its revision numbers pass those in force. It still has a different history.</summary>
    [Fact]
    public async Task OlderCopy_CatchingUp_IsStillDoubted()
    {
        await using (var context = Right.CreateDbContext())
        {
            await context.PolicyRevisions.Where(revision => revision.Number > 1).ExecuteDeleteAsync(Cancel);
            await context.Resources.Where(resource => resource.Host == "h2.my-saas.io").ExecuteDeleteAsync(Cancel);
            await context.Resources.Where(resource => resource.Host == "h1.my-saas.io").ExecuteUpdateAsync(set => set.SetProperty(resource => resource.Mode, ResourceMode.Open), Cancel);
        }

        Right.Time.Advance(TimeSpan.FromSeconds(1));
        for (var edit = 0; edit < Hosts; edit++) await EditAsync("h0.my-saas.io", edit % 2 == 0 ? ResourceMode.Monitor : ResourceMode.Enforce);
        Restart();
        await World.Publisher.RefreshAsync(Cancel);

        Assert.Equal(ResourceMode.Monitor, Current.Find("h0.my-saas.io")!.Mode);
        Assert.Equal(ResourceMode.Enforce, Current.Find("h1.my-saas.io")!.Mode);
        Assert.Equal(["h1.my-saas.io goes from Enforce to Open", "h2.my-saas.io is removed"], Status.HeldBack.Select(held => $"{held.Host} {held.What}"));
        Assert.Equal((DatabaseDoubt.Older, Hosts + 1L), (Status.Doubt, Status.Revision));
    }

    /// <summary>A user's closing takes effect even for hosts of the older copy that are held back. The copy's other differences there stay held back.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OlderCopy_TheTenantIsSuspended_ItsHostsCloseAndNothingElseHappens(bool before)
    {
        await RestoreOlderAsync();
        if (!before) await World.Publisher.PublishAsync(Cancel);

        var saved = Assert.IsType<SaveResult.Saved>(await Tenants.SuspendAsync(PortalWorld.Company, World.Megacorp.Id, suspended: true, "only a test", Cancel));

        // Until the copy's differences are known, the portal cannot separate the user's change from them, and says so.
        Assert.Equal(before, saved.Enforcement is Enforcement.Pending);
        Assert.All(Current.Resources, resource => Assert.Equal(!before, resource.Disabled));
        Assert.Equal((ResourceMode.Enforce, 1), (Current.Find("h1.my-saas.io")!.Mode, Current.Find("h1.my-saas.io")!.Links.Grants.Count));
        Assert.Single(Current.Find("h0.my-saas.io")!.Links.Grants);
        if (before) return;

        await Tenants.SuspendAsync(PortalWorld.Company, World.Megacorp.Id, suspended: false, cancellationToken: Cancel);
        await World.Publisher.RefreshAsync(Cancel);
        Assert.True(Current.Find("h1.my-saas.io")!.Disabled);
        Assert.Equal((ResourceMode.Enforce, DatabaseDoubt.Older), (Current.Find("h1.my-saas.io")!.Mode, Status.Doubt));
    }

    /// <summary>A user who may not confirm does not open what the copy opens by saving that host.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OlderCopy_ATenantEditsItsHost_OpensNothingOfTheCopy(bool before)
    {
        await RestoreOlderAsync();
        if (!before) await World.Publisher.PublishAsync(Cancel);

        var detail = (await World.Resources.FindAsync(World.MegacorpCaller, Current.Find("h1.my-saas.io")!.ResourceId, Cancel))!;
        detail.Draft.Links[0].Enabled = false;
        var saved = Assert.IsType<SaveResult.Saved>(await World.Resources.UpdateAsync(World.MegacorpCaller, detail.Id, detail.Version, detail.Draft, Cancel));

        Assert.Equal(before, saved.Enforcement is Enforcement.Pending);
        var host = Current.Find("h1.my-saas.io")!;
        Assert.Equal((ResourceMode.Enforce, before), (host.Mode, Assert.Single(host.Links.Grants).Enabled));
        Assert.Contains(Status.HeldBack, held => held.ResourceId == host.ResourceId);
    }

    /// <summary>An edit of an unnamed set of hosts may affect any host that is held back.</summary>
    [Fact]
    public async Task OlderCopy_AnEditOfManyHosts_ClosesThoseThatWaitToo()
    {
        await RestoreOlderAsync();
        await World.Publisher.PublishAsync(Cancel);

        Assert.IsType<SaveResult.Saved>(await World.Changes.SaveAsync(AuditActor.Portal, AuditAction.TenantSuspended, (context, _) =>
        {
            context.Tenants.Single(tenant => tenant.Id == World.Megacorp.Id).Suspended = true;
            return Task.FromResult<Edit>(new Edit.Change(new AuditTarget("tenant", World.Megacorp.Id, "Megacorp", TenantId: null)) { PolicySummary = "suspended", TouchesShared = true });
        }, Cancel));

        Assert.All(Current.Resources, resource => Assert.True(resource.Disabled));
    }

    /// <summary>A link missing in the copy is listed again, as in force. Removing it afterwards is a user's change, not a difference of the copy.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OlderCopy_LinkListedAgainAndThenRetired_IsGone(bool listedElsewhere)
    {
        await RestoreOlderAsync();
        await World.Publisher.PublishAsync(Cancel);
        var host = Current.Find("h0.my-saas.io")!.ResourceId;
        Guid endpoint;
        await using (var context = Right.CreateDbContext()) endpoint = (await context.PrivateEndpoints.SingleAsync(Cancel)).Id;
        if (listedElsewhere)
        {
            await World.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Id == host).AllowedLinks.Add(
                new AllowedLink { TenantId = World.Megacorp.Id, PrivateEndpoint = context.PrivateEndpoints.Single() }));
            await World.Publisher.PublishAsync(Cancel);
        }
        else
        {
            var detail = (await World.Resources.FindAsync(World.MegacorpCaller, host, Cancel))!;
            detail.Draft.Links.Add(World.AwsDraft());
            Assert.IsType<SaveResult.Saved>(await World.Resources.UpdateAsync(World.MegacorpCaller, host, detail.Version, detail.Draft, Cancel));
        }

        Assert.Single(Current.Find("h0.my-saas.io")!.Links.Grants);
        await World.SaveElsewhereAsync(_ => { }); // so that not every change since the last read is known to come from a user here
        var endpoints = new PrivateEndpointService(Database, World.Changes, Microsoft.Extensions.Options.Options.Create(new PrivateLink.Engine.Settings.EngineOptions()), Right.Time);
        Assert.IsType<SaveResult.Saved>(await endpoints.RetireAsync(World.MegacorpCaller, endpoint, Cancel));

        Assert.Equal(DatabaseDoubt.Older, Status.Doubt);
        Assert.Empty(Current.Find("h0.my-saas.io")!.Links.Grants);
    }

    [Fact]
    public async Task OlderCopy_AnEditOfNoHost_IsTheRevisionInForce()
    {
        await RestoreOlderAsync();
        await World.Publisher.PublishAsync(Cancel);

        Assert.IsType<SaveResult.Saved>(await World.Changes.SaveAsync(AuditActor.Portal, AuditAction.ServiceChanged, (_, _) => Task.FromResult<Edit>(
            new Edit.Change(new AuditTarget("service", Id: null, "unused", TenantId: null)) { PolicySummary = "unused", Touched = new HashSet<Guid>() }), Cancel));

        Assert.Equal((2L, 2L), (Status.Revision, Current.Revision));
        Assert.Equal(DatabaseDoubt.Older, Status.Doubt);
    }

    /// <summary>Another portal brings the copy to the number that was read, but the revision's time differs.</summary>
    [Fact]
    public async Task OlderCopy_CaughtUpBetweenTwoReadings_IsDoubtedAtOnce()
    {
        await RestoreOlderAsync();
        while (await NewestAsync() < Hosts) await World.SaveElsewhereAsync(_ => { });

        await EditAsync("h0.my-saas.io", ResourceMode.Monitor);

        Assert.Equal(DatabaseDoubt.Older, Status.Doubt);
        Assert.Equal(ResourceMode.Enforce, Current.Find("h1.my-saas.io")!.Mode);
    }

    /// <summary>Without any save, the copy has the same number of revisions, and is still checked.</summary>
    [Fact]
    public async Task OlderCopy_CaughtUp_IsSeenWithoutAnEdit()
    {
        Assert.False(await World.Publisher.IsBehindAsync(Cancel));

        await RestoreOlderAsync();
        while (await NewestAsync() < Hosts) await World.SaveElsewhereAsync(_ => { });

        Assert.True(await World.Publisher.IsBehindAsync(Cancel));
    }

    /// <summary>No user here made a closing that another process saved in the older copy. It is held back like the copy's other differences.</summary>
    [Fact]
    public async Task OlderCopy_AnotherProcessClosesAHost_WaitsToo()
    {
        await RestoreOlderAsync();
        await World.Publisher.PublishAsync(Cancel);

        await World.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Host == "h1.my-saas.io").Enabled = false);
        await World.Publisher.RefreshAsync(Cancel);

        Assert.False(Current.Find("h1.my-saas.io")!.Disabled);
        Assert.Contains(Status.HeldBack, held => held.Host == "h1.my-saas.io");
    }

    /// <summary>Another backup replaces the one that was read. Its differences are not a user's changes, even if a user saves on top of it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task OlderCopy_AnotherOneInItsPlace_ClosesAndOpensNothingOfThat(int revisions)
    {
        await RestoreOlderAsync();
        await using (var context = Right.CreateDbContext())
        {
            await context.PolicyRevisions.Where(revision => revision.Number > revisions).ExecuteDeleteAsync(Cancel);
            await World.Publisher.PublishAsync(Cancel);
            await context.PolicyRevisions.ExecuteDeleteAsync(Cancel);
            await context.Resources.Where(resource => resource.Host == "h1.my-saas.io").ExecuteUpdateAsync(set => set.SetProperty(resource => resource.Enabled, false), Cancel);
            await context.Resources.Where(resource => resource.Host == "h2.my-saas.io").ExecuteUpdateAsync(set => set.SetProperty(resource => resource.Mode, ResourceMode.Open), Cancel);
        }

        await World.SaveElsewhereAsync(_ => { });
        var detail = (await World.Resources.FindAsync(World.MegacorpCaller, Current.Find("h1.my-saas.io")!.ResourceId, Cancel))!;
        detail.Draft.Links[0].Enabled = false;
        var saved = Assert.IsType<SaveResult.Saved>(await World.Resources.UpdateAsync(World.MegacorpCaller, detail.Id, detail.Version, detail.Draft, Cancel));

        Assert.IsType<Enforcement.Pending>(saved.Enforcement);
        Assert.False(Current.Find("h1.my-saas.io")!.Disabled);
        Assert.Equal(ResourceMode.Enforce, Current.Find("h2.my-saas.io")!.Mode);
        Assert.Equal((DatabaseDoubt.Older, Hosts), (Status.Doubt, Status.HeldBack.Count));
    }

    private TenantDirectory Tenants => new(Database, World.Changes);

    /// <summary>A backup from when h1 was open and h0 listed nothing.</summary>
    private async Task RestoreOlderAsync()
    {
        await using var context = Right.CreateDbContext();
        await context.PolicyRevisions.Where(revision => revision.Number > 1).ExecuteDeleteAsync(Cancel);
        var listed = Current.Find("h0.my-saas.io")!.ResourceId;
        await context.AllowedLinks.Where(link => link.ResourceId == listed).ExecuteDeleteAsync(Cancel);
        await context.Resources.Where(resource => resource.Host == "h1.my-saas.io").ExecuteUpdateAsync(set => set.SetProperty(resource => resource.Mode, ResourceMode.Open), Cancel);
        Right.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task<long> NewestAsync()
    {
        await using var context = Right.CreateDbContext();
        return await context.PolicyRevisions.MaxAsync(revision => revision.Number, Cancel);
    }

    private async Task EditAsync(string host, ResourceMode mode)
    {
        var detail = (await World.Resources.FindAsync(PortalWorld.Company, Current.Find(host)!.ResourceId, Cancel))!;
        detail.Draft.Mode = mode;
        detail.Draft.Reason = "only a test";
        var result = await World.Resources.PutBackAsync(PortalWorld.Company, detail.Id, detail.Version, detail.Draft, Cancel);
        Assert.IsType<Enforcement.InForce>(Assert.IsType<SaveResult.Saved>(result).Enforcement);
        Assert.Equal(mode, Current.Find(host)!.Mode);
    }
}
