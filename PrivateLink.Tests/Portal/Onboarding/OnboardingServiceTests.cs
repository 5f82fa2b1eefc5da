using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class OnboardingServiceOnSqliteTests() : OnboardingServiceTests(new SqliteTestDatabase());

public sealed class OnboardingServiceOnSqlServerTests() : OnboardingServiceTests(new SqlServerTestDatabase());

/// <summary>Each step of the wizard, and what it refuses.</summary>
public abstract class OnboardingServiceTests(TestDatabase database) : OnboardingTest(database)
{
    [Fact]
    public async Task OfferAsync_ForATenant_HasPublishedServicesAndItsOwnHosts()
    {
        var offer = await World.Onboarding.OfferAsync(World.Mia, Cancel);

        Assert.Equal(["saas-aws", "saas-azure", "saas-gcp"], offer.Services.Select(service => service.Name));
        Assert.Equal("megacorp.my-saas.io", Assert.Single(offer.Hosts).Host);
        Assert.Equal("Megacorp", Assert.Single(offer.Tenants).Name);
    }

    [Fact]
    public async Task StartAsync_RightDraft_IsADraftThatOpensNothing()
    {
        var id = await World.StartAsync();

        var view = await ViewAsync(id);
        Assert.Equal((PrivateEndpointState.Draft, ClaimLevel.None, null), (view.State, view.Claim, view.LinkId));
        Assert.Equal("megacorp.my-saas.io", Assert.Single(view.Hosts).Host);
        Assert.Equal(OnboardingStep.Zones, OnboardingSteps.Next(view));
        Assert.Empty(World.Portal.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants);
    }

    [Fact]
    public async Task StartAsync_EmptyDraft_NamesEveryField()
    {
        var errors = Assert.IsType<SaveResult.Invalid>(await World.Onboarding.StartAsync(PortalWorld.Company, new OnboardingDraft(), Cancel)).Errors;

        Assert.Equal(["HostIds", "ServiceId", "TenantId"], errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task StartAsync_AnotherTenantsHost_IsNoHost()
    {
        var draft = World.Draft(host: World.GlobexHost);

        Assert.Contains("at least one host", SentenceOf(await World.Onboarding.StartAsync(World.Mia, draft, Cancel)), StringComparison.Ordinal);
    }

    /// <summary>Another tenant's endpoint and a missing one give the same answer.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StartAsync_ReplacingWhatIsNotTheTenants_IsRefused(bool foreign)
    {
        var draft = World.Draft();
        draft.ReplacesId = foreign
            ? Assert.IsType<SaveResult.Saved>(await World.Onboarding.StartAsync(World.Gus, World.Draft(host: World.GlobexHost), Cancel)).Id
            : Guid.NewGuid();

        Assert.Equal(["ReplacesId"], Assert.IsType<SaveResult.Invalid>(await World.Onboarding.StartAsync(World.Mia, draft, Cancel)).Errors.Keys);
        if (foreign) Assert.IsType<SaveResult.Invalid>(await World.Onboarding.StartAsync(PortalWorld.Company, Of(draft), Cancel));
        draft.ReplacesId = await World.StartAsync();
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.StartAsync(World.Mia, draft, Cancel));

        OnboardingDraft Of(OnboardingDraft draft)
        {
            draft.TenantId = World.Portal.Megacorp.Id;
            return draft;
        }
    }

    [Fact]
    public async Task StartAsync_RegionThatCannotReachTheService_SaysFromWhere()
    {
        var draft = World.Draft();
        draft.Region = "ap-south-1";

        Assert.Contains("accepts endpoints from us-east-1", SentenceOf(await World.Onboarding.StartAsync(World.Mia, draft, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ServiceWithAllowList_AsksForTheAccount()
    {
        var draft = World.Draft(World.Gcp);
        draft.Account = "";

        Assert.Contains("A project ID has", SentenceOf(await World.Onboarding.StartAsync(World.Mia, draft, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ClientsElsewhereOnGcp_EndpointIsInTheServicesRegionWithGlobalAccess()
    {
        var draft = World.Draft(World.Gcp);
        draft.Region = "us-east1";
        var id = Assert.IsType<SaveResult.Saved>(await World.Onboarding.StartAsync(World.Mia, draft, Cancel)).Id;

        var view = await ViewAsync(id);

        Assert.Equal(("europe-west1", "us-east1", true), (view.Region, view.ClientRegion, view.Request.GlobalAccess));
    }

    [Fact]
    public async Task StartAsync_UnpublishedService_IsNotOffered()
    {
        await using (var context = Database.CreateDbContext())
        {
            (await context.Services.FindAsync([World.Portal.Aws.Id], Cancel))!.Published = false;
            await context.SaveChangesAsync(Cancel);
        }

        Assert.Contains("no longer offered", SentenceOf(await World.Onboarding.StartAsync(World.Mia, World.Draft(), Cancel)), StringComparison.Ordinal);
    }

    /// <summary>Without a listener, no connection could ever arrive.</summary>
    [Fact]
    public async Task OfferAsync_ServiceWithoutListener_IsNotOfferedAndNotTaken()
    {
        await using (var context = Database.CreateDbContext())
        {
            (await context.Services.FindAsync([World.Portal.Aws.Id], Cancel))!.Name = "saas-elsewhere";
            await context.SaveChangesAsync(Cancel);
        }

        var offer = await World.Onboarding.OfferAsync(World.Mia, Cancel);

        Assert.DoesNotContain(offer.Services, service => service.Id == World.Portal.Aws.Id);
        Assert.Empty(offer.WithoutListener);
        Assert.Equal(["saas-elsewhere"], (await World.Onboarding.OfferAsync(PortalWorld.Company, Cancel)).WithoutListener);
        Assert.Contains("no listener", SentenceOf(await World.Onboarding.StartAsync(World.Mia, World.Draft(), Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_WalkedInOrder_AreDoneOneAfterTheOther()
    {
        var id = await World.StartAsync();
        Assert.Equal(OnboardingStep.Zones, OnboardingSteps.Next(await ViewAsync(id)));

        await World.Onboarding.ConfirmZonesAsync(World.Mia, id, Cancel);
        Assert.Equal(OnboardingStep.Create, OnboardingSteps.Next(await ViewAsync(id)));

        await World.Onboarding.SaveFormAsync(World.Mia, id, Typed("vpc-0a1b2c3d"), Cancel);
        await World.Onboarding.ConfirmCreatedAsync(World.Mia, id, Cancel);
        Assert.Equal(OnboardingStep.Link, OnboardingSteps.Next(await ViewAsync(id)));

        await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PortalWorld.AwsLink), Cancel);
        Assert.Equal(OnboardingStep.Dns, OnboardingSteps.Next(await ViewAsync(id)));

        await World.Onboarding.ConfirmDnsAsync(World.Mia, id, Cancel);
        Assert.Equal(OnboardingStep.Verify, OnboardingSteps.Next(await ViewAsync(id)));

        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.Verification.CheckAsync(World.Mia, id, Cancel);
        Assert.Equal(OnboardingStep.Enforce, OnboardingSteps.Next(await ViewAsync(id)));
        Assert.Equal("vpc-0a1b2c3d", (await ViewAsync(id)).Form["vpc"]);
    }

    [Fact]
    public async Task Timeline_SaysWhatEachChangeWasAbout()
    {
        var id = await World.StartAsync();
        await World.Onboarding.ConfirmZonesAsync(World.Mia, id, Cancel);
        await World.Onboarding.SaveFormAsync(World.Mia, id, Typed("vpc-0a1b2c3d"), Cancel);
        await World.Onboarding.ConfirmCreatedAsync(World.Mia, id, Cancel);

        var timeline = await new TimelineService(Database).OfAsync(World.Mia, id, Cancel);

        Assert.Equal(
            ["Private endpoint changed: created in the cloud", "Private endpoint changed: planned settings", "Private endpoint changed: zones checked", "Private endpoint setup started"],
            timeline.Select(entry => entry.What));
    }

    [Fact]
    public async Task SaveFormAsync_Mistake_KeepsNothing()
    {
        var id = await World.StartAsync();

        Assert.Contains("starts with vpc-", SentenceOf(await World.Onboarding.SaveFormAsync(World.Mia, id, Typed("x"), Cancel)), StringComparison.Ordinal);
        Assert.Empty((await ViewAsync(id)).Form);
    }

    [Fact]
    public async Task ConfirmCreatedAsync_BeforeOperationsLetTheAccountIn_Waits()
    {
        var id = await World.StartAsync(service: World.Gcp);
        Assert.True((await ViewAsync(id)).AwaitsUs);

        Assert.Contains("allow your GCP project first", SentenceOf(await World.Onboarding.ConfirmCreatedAsync(World.Mia, id, Cancel)), StringComparison.Ordinal);

        Assert.IsType<SaveResult.Saved>(await World.Operations.AllowAsync(PortalWorld.Company, id, Cancel));
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.ConfirmCreatedAsync(World.Mia, id, Cancel));
    }

    [Fact]
    public async Task SetLinkIdAsync_Pasted_IsAssertedAndListedAtOnce()
    {
        var id = await World.StartWithLinkAsync($"arn:aws:ec2:us-east-1:123456789012:vpc-endpoint/{PortalWorld.AwsLink}");

        var view = await ViewAsync(id);
        Assert.Equal((PrivateEndpointState.AwaitingTraffic, ClaimLevel.Asserted, PortalWorld.AwsLink), (view.State, view.Claim, view.LinkId));
        Assert.Equal(World.Now + TimeSpan.FromDays(7), view.ExpiresAt);
        Assert.Equal(PortalWorld.AwsLink, Assert.Single(World.Portal.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants).LinkId.ToString());
    }

    [Fact]
    public async Task SetLinkIdAsync_Mistake_IsExplained()
    {
        var id = await World.StartAsync();

        Assert.Contains("This is the ID of a VPC", SentenceOf(await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", "vpc-0a1b2c3d4e5f60718"), Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetLinkIdAsync_SecondEndpointWithTheSameId_IsRefused()
    {
        await World.StartWithLinkAsync();
        var second = await World.StartAsync();

        Assert.Contains("already", SentenceOf(await World.Onboarding.SetLinkIdAsync(World.Mia, second, new("", PortalWorld.AwsLink), Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetLinkIdAsync_AnotherTenantHasItToo_OpensOnlyItsOwnHost()
    {
        await World.StartWithLinkAsync();

        await World.StartWithLinkAsync(caller: World.Gus);

        Assert.Single(World.Portal.Store.Current!.Find("globex.my-saas.io")!.Links.Grants);
        Assert.Single(World.Portal.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants);
    }

    [Fact]
    public async Task GcpId_ThatTheTenantHadAndRetiredLately_HasToBeProvedWhereverItIsTyped()
    {
        await RetireGcpAsync(World.Mia, ClaimLevel.Matched);
        var second = await World.StartAsync(service: World.Gcp);

        Assert.Contains("Prove that it belongs to you now", SentenceOf(await World.Onboarding.SetLinkIdAsync(World.Mia, second, new("", GcpId), Cancel)), StringComparison.Ordinal);
        foreach (var caller in (Caller[])[World.Mia, PortalWorld.Company])
            Assert.Contains("Prove that it belongs to you now", SentenceOf(await ListAsync(caller)), StringComparison.Ordinal);

        Database.Time.Advance(GivenOutAgain.Quarantine + TimeSpan.FromDays(1));
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.SetLinkIdAsync(World.Mia, second, new("", GcpId), Cancel));
        Assert.IsType<SaveResult.Saved>(await ListAsync(World.Mia));
    }

    /// <summary>Another tenant's past must not show, and a tenant must not be able to block an ID by typing and retiring it.</summary>
    [Theory]
    [InlineData(ClaimLevel.Asserted)]
    [InlineData(ClaimLevel.Proven)]
    public async Task GcpId_ThatAnotherTenantRetiredLately_IsTypedLikeAnyOther(ClaimLevel claim)
    {
        await RetireGcpAsync(World.Gus, claim);
        var endpoint = await World.StartAsync(service: World.Gcp);

        Assert.IsType<SaveResult.Saved>(await World.Onboarding.SetLinkIdAsync(World.Mia, endpoint, new("", GcpId), Cancel));
        Assert.IsType<SaveResult.Saved>(await ListAsync(World.Mia));
    }

    /// <summary>The endpoint is in use without the ID, or with another one. Its row no longer has the old ID.</summary>
    [Theory]
    [InlineData(false, ClaimLevel.Matched, true)]
    [InlineData(false, ClaimLevel.Proven, true)]
    [InlineData(true, ClaimLevel.Matched, true)]
    [InlineData(false, ClaimLevel.Asserted, false)]
    [InlineData(true, ClaimLevel.Asserted, false)]
    public async Task GcpId_ThatTheTenantReleasedOrReplaced_HasToBeProvedIfItWasInUse(bool isReplaced, ClaimLevel claim, bool hasToBeProved)
    {
        var first = await HaveGcpAsync(World.Mia, claim);
        Assert.IsType<SaveResult.Saved>(isReplaced
            ? await World.Onboarding.SetLinkIdAsync(World.Mia, first, new(GcpId, "54626271866403941"), Cancel)
            : await World.Endpoints.ReleaseAsync(World.Mia, first, Cancel));
        var second = await World.StartAsync(service: World.Gcp);

        var typed = await World.Onboarding.SetLinkIdAsync(World.Mia, second, new("", GcpId), Cancel);
        if (!hasToBeProved)
        {
            Assert.IsType<SaveResult.Saved>(typed);
            return;
        }

        Assert.Equal(GivenOutAgain.SentenceOf(CloudProvider.Gcp), SentenceOf(typed));
        Assert.Equal(GivenOutAgain.SentenceOf(CloudProvider.Gcp), SentenceOf(await ListAsync(World.Mia)));
        var others = await World.StartAsync(World.Gus, World.Gcp);
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.SetLinkIdAsync(World.Gus, others, new("", GcpId), Cancel));

        Database.Time.Advance(GivenOutAgain.Quarantine + TimeSpan.FromDays(1));
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.SetLinkIdAsync(World.Mia, second, new("", GcpId), Cancel));
    }

    [Fact]
    public async Task GcpId_ThatTheTenantOnlyTypedAndRetired_IsTypedAgain()
    {
        await RetireGcpAsync(World.Mia, ClaimLevel.Asserted);

        Assert.IsType<SaveResult.Saved>(await ListAsync(World.Mia));
    }

    private const string GcpId = "54626271866403940";

    private async Task RetireGcpAsync(Caller caller, ClaimLevel claim) =>
        Assert.IsType<SaveResult.Saved>(await World.Endpoints.RetireAsync(caller, await HaveGcpAsync(caller, claim), Cancel));

    private async Task<Guid> HaveGcpAsync(Caller caller, ClaimLevel claim)
    {
        var id = await World.StartAsync(caller, World.Gcp);
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.SetLinkIdAsync(caller, id, new("", GcpId), Cancel));
        await using (var context = Database.CreateDbContext())
        {
            (await context.PrivateEndpoints.SingleAsync(endpoint => endpoint.Id == id, Cancel)).Claim = claim;
            await context.SaveChangesAsync(Cancel);
        }

        return id;
    }

    /// <summary>Lists the ID on Megacorp's host, as the host's form does.</summary>
    private async Task<SaveResult> ListAsync(Caller caller)
    {
        var resource = (await World.Portal.Resources.FindAsync(caller, World.MegacorpHost, Cancel))!;
        resource.Draft.Links.Clear();
        resource.Draft.Links.Add(new() { ServiceId = World.Gcp.Id, Text = GcpId });
        return await World.Portal.Resources.UpdateAsync(caller, resource.Id, resource.Version, resource.Draft, Cancel);
    }

    [Theory]
    [InlineData("10.0.60.100", null)]
    [InlineData("vpce-08d2bf15fac5001c9-ab12cd34.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com", null)]
    [InlineData("megacorp.my-saas.io", "ends with .vpce.amazonaws.com")]
    [InlineData("", "Paste the endpoint's DNS name")]
    public async Task SetAddressAsync_AsPasted_IsReadOrExplained(string text, string? explanation)
    {
        var result = await World.Onboarding.SetAddressAsync(World.Mia, await World.StartAsync(), new("", text), Cancel);

        if (explanation is null) Assert.IsType<SaveResult.Saved>(result);
        else Assert.Contains(explanation, SentenceOf(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acts_OfAnotherTenant_FindNothing()
    {
        var id = await World.StartAsync();

        Assert.Null(await World.Onboarding.FindAsync(World.Gus, id, Cancel));
        Assert.IsType<SaveResult.NotFound>(await World.Onboarding.ConfirmZonesAsync(World.Gus, id, Cancel));
        Assert.IsType<SaveResult.NotFound>(await World.Onboarding.SetLinkIdAsync(World.Gus, id, new("", PortalWorld.AwsLink), Cancel));
        Assert.IsType<SaveResult.NotFound>(await World.Claims.IssueAsync(World.Gus, id, Cancel));
        Assert.IsType<SaveResult.NotFound>(await World.Endpoints.RetireAsync(World.Gus, id, Cancel));
        Assert.Null(await World.Verification.CheckAsync(World.Gus, id, Cancel));
        Assert.Null(await World.Enforcement.FindAsync(World.Gus, World.MegacorpHost, cancellationToken: Cancel));
    }

    [Fact]
    public async Task Acts_OfAViewer_AreRefused() =>
        Assert.IsType<SaveResult.Refused>(await World.Onboarding.StartAsync(Caller.Tenant("vic", World.Portal.Megacorp.Id, TenantRole.Viewer), World.Draft(), Cancel));

    [Fact]
    public async Task Acts_OnARetiredEndpoint_AreRefused()
    {
        var id = await World.StartWithLinkAsync();
        await World.Endpoints.RetireAsync(World.Mia, id, Cancel);

        Assert.Contains("retired", SentenceOf(await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PortalWorld.AwsLink), Cancel)), StringComparison.Ordinal);
        Assert.Contains("retired", SentenceOf(await World.Onboarding.ConfirmDnsAsync(World.Mia, id, Cancel)), StringComparison.Ordinal);
        Assert.Contains("retired", SentenceOf(await World.Claims.IssueAsync(World.Mia, id, Cancel)), StringComparison.Ordinal);
    }

    private static Dictionary<string, FieldEdit> Typed(string vpc) => new() { ["vpc"] = new("", vpc) };
}
