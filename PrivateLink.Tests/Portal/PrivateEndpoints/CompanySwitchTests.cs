using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Publishing;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PrivateEndpoints;

public sealed class CompanySwitchOnSqliteTests() : CompanySwitchTests(new SqliteTestDatabase());

public sealed class CompanySwitchOnSqlServerTests() : CompanySwitchTests(new SqlServerTestDatabase());

/// <summary>A tenant's owner can neither enable nor bypass what the company has disabled.</summary>
public abstract class CompanySwitchTests(TestDatabase database) : IAsyncLifetime
{
    private const string Host = "megacorp.my-saas.io";

    private readonly PortalWorld _world = new(database, database.Time);
    private readonly ConnectionLogWorld _log = new(database, database.Time);

    private static Caller Company => PortalWorld.Company;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Caller Owner => _world.MegacorpCaller;

    private PrivateEndpointService Endpoints => new(_world.Contexts, _world.Changes, Options.Create(new EngineOptions()), database.Time);

    private OnboardingService Onboarding => new(_world.Contexts, _world.Changes, Listeners, _world.Ceilings, _log.Clock, database.Time);

    private static ListenerTrust Listeners => new(Options.Create(new EngineOptions
    {
        Listeners = { ["one"] = new ListenerOptions { Service = "saas-aws" }, ["two"] = new ListenerOptions { Service = "saas-aws-2" } },
    }));

    private EmergencyService Emergency => new(_world.Contexts, _world.Changes, database.Time);

    public async ValueTask InitializeAsync()
    {
        await database.CreateAsync();
        await _world.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _log.Dispose();
        _world.Dispose();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Host_SwitchedOffByTheCompany_StaysOffUntilTheCompanySwitchesItOn()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        await SaveAsync(Company, id, draft => draft.Enabled = false);

        var refused = Assert.IsType<SaveResult.Invalid>(await TryAsync(Owner, id, draft => draft.Enabled = true));

        Assert.Equal(CompanySwitch.OffHost, refused.Errors[nameof(ResourceDraft.Enabled)]);
        Assert.True(_world.Store.Current!.Find(Host)!.Disabled);
        Assert.True((await _world.Resources.FindAsync(Owner, id, Cancel))!.Draft.IsHeld);
        await SaveAsync(Owner, id, draft => draft.Links.Clear()); // the tenant still controls the rest
        await SaveAsync(Company, id, draft => draft.Enabled = true);
        Assert.False(_world.Store.Current!.Find(Host)!.Disabled);
        await SaveAsync(Owner, id, draft => draft.Enabled = false);
        await SaveAsync(Owner, id, draft => draft.Enabled = true);
    }

    [Fact]
    public async Task Host_SwitchedOffByTheTenant_IsTheTenantsAlsoAfterAnEditOfTheCompany()
    {
        var id = await _world.CreateAsync(_world.Draft());
        await SaveAsync(Owner, id, draft => draft.Enabled = false);
        await SaveAsync(Company, id, draft => draft.Aliases = "www.my-saas.io");

        await SaveAsync(Owner, id, draft => draft.Enabled = true);
    }

    [Fact]
    public async Task Host_CreatedOff_IsTheCompanysToSwitchOn()
    {
        var draft = _world.Draft();
        draft.Enabled = false;
        var id = await _world.CreateAsync(draft);

        Assert.IsType<SaveResult.Invalid>(await TryAsync(Owner, id, edited => edited.Enabled = true));
    }

    [Fact]
    public async Task LinkOfAHost_SwitchedOffByTheCompany_IsNeitherSwitchedOnNorListedAnew()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        await SaveAsync(Company, id, draft => draft.Links[0].Enabled = false);

        var refused = Assert.IsType<SaveResult.Invalid>(await TryAsync(Owner, id, draft => draft.Links[0].Enabled = true));
        Assert.Equal(CompanySwitch.OffLink, refused.Errors[nameof(ResourceDraft.Links)]);
        Assert.IsType<SaveResult.Invalid>(await TryAsync(Owner, id, draft => draft.Links.Clear()));
        Assert.IsType<SaveResult.Invalid>(await TryAsync(Owner, id, draft => draft.Links[0] = _world.AwsDraft()));
        Assert.IsType<SaveResult.Invalid>(await Endpoints.RetireAsync(Owner, await EndpointAsync(PortalWorld.AwsLink), Cancel));
        Assert.IsType<SaveResult.Invalid>(await Endpoints.ReleaseAsync(Owner, await EndpointAsync(PortalWorld.AwsLink), Cancel));
        Assert.IsType<SaveResult.Invalid>(await RetypeAsync(await EndpointAsync(PortalWorld.AwsLink), PortalWorld.AwsLink, PortalWorld.OtherAwsLink));

        Assert.Equal([(PortalWorld.AwsLink, false)], Grants());
        await SaveAsync(Owner, id, draft => draft.Links.Add(_world.AwsDraft(PortalWorld.OtherAwsLink))); // the tenant still controls other links
        await SaveAsync(Company, id, draft => draft.Links[0].Enabled = true);
        Assert.All(Grants(), grant => Assert.True(grant.Enabled));
    }

    [Fact]
    public async Task Endpoint_SwitchedOffByTheCompany_KeepsItsLinkToItself()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        var endpoint = await EndpointAsync(PortalWorld.AwsLink);
        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Company, endpoint, enabled: false, "the link was stolen", Cancel));

        Assert.IsType<SaveResult.Invalid>(await Endpoints.SwitchAsync(Owner, endpoint, enabled: true, cancellationToken: Cancel));
        Assert.IsType<SaveResult.Invalid>(await Endpoints.RetireAsync(Owner, endpoint, Cancel));
        Assert.IsType<SaveResult.Invalid>(await Endpoints.ReleaseAsync(Owner, endpoint, Cancel));
        Assert.IsType<SaveResult.Invalid>(await RetypeAsync(endpoint, PortalWorld.AwsLink, PortalWorld.OtherAwsLink));

        Assert.Equal([(PortalWorld.AwsLink, false)], Grants());
        var view = (await Onboarding.FindAsync(Owner, endpoint, Cancel))!;
        Assert.Equal((true, true), (view.IsOffByCompany, view.IsHeld));
        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Company, endpoint, enabled: true, cancellationToken: Cancel));
        Assert.IsType<SaveResult.Saved>(await Endpoints.RetireAsync(Owner, endpoint, Cancel));
        Assert.NotEqual(Guid.Empty, id);
    }

    /// <summary>A listener without a service accepts an AWS link under any service.</summary>
    [Fact]
    public async Task Link_SwitchedOffByTheCompany_IsNotListedUnderAnotherServiceOrTypedElsewhere()
    {
        var other = new PrivateLinkService { Name = "saas-aws-2", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "another", Published = true };
        await _world.SaveElsewhereAsync(context => context.Add(other));
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Company, await EndpointAsync(PortalWorld.AwsLink), enabled: false, "the link was stolen", Cancel));

        Assert.IsType<SaveResult.Invalid>(await TryAsync(Owner, id, draft => draft.Links.Add(new LinkDraft { ServiceId = other.Id, Text = PortalWorld.AwsLink })));
        var started = Assert.IsType<SaveResult.Saved>(await Onboarding.StartAsync(Owner, new OnboardingDraft { ServiceId = other.Id, Region = "us-east-1", HostIds = { id } }, Cancel));
        Assert.IsType<SaveResult.Invalid>(await RetypeAsync(started.Id, "", PortalWorld.AwsLink));

        Assert.Equal([(PortalWorld.AwsLink, false)], Grants());
    }

    /// <summary>If the link was already listed under two services, the other row would still admit it.</summary>
    [Fact]
    public async Task Link_ListedUnderTwoServices_IsSwitchedByTheCompanyInBoth()
    {
        var (id, other) = await ListTwiceAsync();
        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Company, await EndpointAsync(PortalWorld.AwsLink, _world.Aws), enabled: false, "the link was stolen", Cancel));

        Assert.Equal([(PortalWorld.AwsLink, false), (PortalWorld.AwsLink, false)], Grants());
        Assert.IsType<SaveResult.Invalid>(await Endpoints.SwitchAsync(Owner, await EndpointAsync(PortalWorld.AwsLink, other), enabled: true, cancellationToken: Cancel));
        Assert.NotEqual(Guid.Empty, id);

        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Company, await EndpointAsync(PortalWorld.AwsLink, _world.Aws), enabled: true, cancellationToken: Cancel));
        Assert.Equal([(PortalWorld.AwsLink, true), (PortalWorld.AwsLink, true)], Grants());
    }

    /// <summary>A row that the tenant disabled stays disabled when the company enables the link. A tenant's switch affects one row.</summary>
    [Fact]
    public async Task Link_ListedUnderTwoServices_IsSwitchedByTheTenantInOne()
    {
        var (_, other) = await ListTwiceAsync();
        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Owner, await EndpointAsync(PortalWorld.AwsLink, other), enabled: false, cancellationToken: Cancel));
        Assert.Single(Grants(), grant => grant.Enabled);

        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Company, await EndpointAsync(PortalWorld.AwsLink, _world.Aws), enabled: true, cancellationToken: Cancel));
        Assert.Single(Grants(), grant => grant.Enabled);
        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Owner, await EndpointAsync(PortalWorld.AwsLink, other), enabled: true, cancellationToken: Cancel));
    }

    [Fact]
    public async Task LinkOfAHost_ListedUnderTwoServices_IsSwitchedOffByTheCompanyInBoth()
    {
        var (id, other) = await ListTwiceAsync();

        await SaveAsync(Company, id, draft => draft.Links.Single(link => link.ServiceId == other.Id).Enabled = false);

        Assert.Equal([(PortalWorld.AwsLink, false), (PortalWorld.AwsLink, false)], Grants());
        Assert.IsType<SaveResult.Invalid>(await TryAsync(Owner, id, draft => draft.Links.Single(link => link.ServiceId == _world.Aws.Id).Enabled = true));
        await SaveAsync(Company, id, draft => draft.Links[0].Enabled = draft.Links[1].Enabled = true);
        Assert.Equal([(PortalWorld.AwsLink, true), (PortalWorld.AwsLink, true)], Grants());
    }

    /// <summary>A looser mode would admit the link although it is disabled.</summary>
    [Theory]
    [InlineData(ResourceMode.Monitor, true)]
    [InlineData(ResourceMode.Open, false)]
    public async Task Mode_OfAHostWithALinkThatTheCompanyHolds_IsNotLoosenedByTheTenant(ResourceMode mode, bool ofTheEndpoint)
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        if (ofTheEndpoint) Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Company, await EndpointAsync(PortalWorld.AwsLink), enabled: false, "the link was stolen", Cancel));
        else await SaveAsync(Company, id, draft => draft.Links[0].Enabled = false);

        var refused = Assert.IsType<SaveResult.Invalid>(await TryAsync(Owner, id, draft => draft.Mode = mode));
        Assert.Equal(CompanySwitch.OffMode, refused.Errors[nameof(ResourceDraft.Mode)]);
        Assert.IsType<SaveResult.Invalid>(await Emergency.BreakGlassAsync(Owner, id, "nobody can work", Cancel));
        Assert.Equal(ResourceMode.Enforce, _world.Store.Current!.Find(Host)!.Mode);

        await SaveAsync(Company, id, draft => (draft.Mode, draft.Reason) = (mode, "an emergency")); // the company itself may do it
        await SaveAsync(Owner, id, draft => draft.Links.Add(_world.AwsDraft(PortalWorld.OtherAwsLink)));
    }

    /// <summary>A withdrawn service keeps its endpoints and gets no new ones.</summary>
    [Fact]
    public async Task Service_WithdrawnByTheCompany_TakesNoNewLinksOfTenants()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        await _world.SaveElsewhereAsync(context => context.Services.Single(service => service.Id == _world.Aws.Id).Published = false);

        Assert.IsType<SaveResult.Invalid>(await TryAsync(Owner, id, draft => draft.Links.Add(_world.AwsDraft(PortalWorld.OtherAwsLink))));
        await SaveAsync(Owner, id, draft => draft.Links[0].Enabled = false);
        await SaveAsync(Company, id, draft => draft.Links.Add(_world.AwsDraft(PortalWorld.OtherAwsLink)));
    }

    /// <summary>An endpoint started before the withdrawal is not a way around it.</summary>
    [Fact]
    public async Task Service_WithdrawnByTheCompany_TakesNoNewLinkOfAnEndpointThatWasBegun()
    {
        var id = await _world.CreateAsync(_world.Draft());
        await _world.SaveElsewhereAsync(context => context.Services.Single(service => service.Id == _world.Aws.Id).Published = true);
        var draft = new OnboardingDraft { ServiceId = _world.Aws.Id, Region = "us-east-1", Account = "123456789012", HostIds = { id } };
        var started = Assert.IsType<SaveResult.Saved>(await Onboarding.StartAsync(Owner, draft, Cancel));
        await _world.SaveElsewhereAsync(context => context.Services.Single(service => service.Id == _world.Aws.Id).Published = false);

        Assert.IsType<SaveResult.Invalid>(await RetypeAsync(started.Id, "", PortalWorld.AwsLink));
        Assert.Empty(Grants());
        Assert.IsType<SaveResult.Saved>(await Onboarding.SetLinkIdAsync(Company, started.Id, new FieldEdit("", PortalWorld.AwsLink), Cancel));
        Assert.IsType<SaveResult.Saved>(await RetypeAsync(started.Id, PortalWorld.AwsLink, PortalWorld.AwsLink));
        Assert.IsType<SaveResult.Invalid>(await RetypeAsync(started.Id, PortalWorld.AwsLink, PortalWorld.OtherAwsLink));
    }

    /// <summary>A tenant that disables an endpoint first does not keep control of it.</summary>
    [Fact]
    public async Task Switch_TurnedOffByTheTenantFirst_IsTakenOverByTheCompany()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        var endpoint = await EndpointAsync(PortalWorld.AwsLink);
        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Owner, endpoint, enabled: false, cancellationToken: Cancel));
        Assert.True((await Onboarding.FindAsync(Company, endpoint, Cancel))!.IsOffByTenant);
        await SaveAsync(Owner, id, draft => (draft.Enabled, draft.KeepOff) = (false, true));
        await SaveAsync(Owner, id, draft => draft.Enabled = true); // the tenant may enable what it kept disabled itself
        await SaveAsync(Owner, id, draft => draft.Enabled = false);

        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Company, endpoint, enabled: false, "the link was stolen", Cancel));
        await SaveAsync(Company, id, draft => draft.KeepOff = draft.IsOffByTenant);

        Assert.IsType<SaveResult.Invalid>(await Endpoints.SwitchAsync(Owner, endpoint, enabled: true, cancellationToken: Cancel));
        Assert.IsType<SaveResult.Invalid>(await TryAsync(Owner, id, draft => draft.Enabled = true));
        await using var context = _world.Contexts.CreateDbContext();
        var entries = await context.AuditEntries.Where(entry => entry.Result == AuditResult.Done).OrderByDescending(entry => entry.Sequence).Take(2).ToListAsync(Cancel);
        Assert.All(entries, entry => Assert.NotEqual(entry.Before, entry.After));
    }

    /// <summary>The company says why it takes a tenant's traffic away. The tenant reads the reason beside what is disabled, and in its activity. Enabling needs no reason.</summary>
    [Fact]
    public async Task Host_SwitchedOffByTheCompany_TakesAReasonThatTheTenantReads()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));

        var refused = Assert.IsType<SaveResult.Invalid>(await TryAsync(Company, id, draft => (draft.Enabled, draft.Reason) = (false, "")));
        Assert.Contains("Give a reason", refused.Errors[nameof(ResourceDraft.Reason)], StringComparison.Ordinal);
        Assert.False(_world.Store.Current!.Find(Host)!.Disabled);

        await SaveAsync(Company, id, draft => (draft.Enabled, draft.Reason) = (false, "their certificate was stolen"));
        await SaveAsync(Company, id, draft => draft.Links.Add(_world.AwsDraft(PortalWorld.OtherAwsLink)));

        Assert.Equal("their certificate was stolen", (await _world.Resources.FindAsync(Owner, id, Cancel))!.WhyOff);
        await SaveAsync(Company, id, draft => (draft.Enabled, draft.Reason) = (true, ""));
        Assert.Null((await _world.Resources.FindAsync(Owner, id, Cancel))!.WhyOff);
        await SaveAsync(Owner, id, draft => (draft.Enabled, draft.Reason) = (false, "")); // its own
        await using var context = _world.Contexts.CreateDbContext();
        var after = await context.AuditEntries.Where(entry => entry.TargetId == id && entry.After!.Contains("their certificate was stolen")).ToListAsync(Cancel);
        Assert.Equal(_world.Megacorp.Id, Assert.Single(after).TenantId);
    }

    [Fact]
    public async Task Link_SwitchedOffByTheCompany_TakesAReasonThatTheTenantReads()
    {
        var id = await _world.CreateAsync(_world.Draft(links: [_world.AwsDraft(), _world.AwsDraft(PortalWorld.OtherAwsLink)]));
        int Index(ResourceDraft draft) => draft.Links.IndexOf(draft.Links.Single(link => link.Text == PortalWorld.AwsLink));

        Assert.IsType<SaveResult.Invalid>(await TryAsync(Company, id, draft => (draft.Links[Index(draft)].Enabled, draft.Reason) = (false, "")));
        await SaveAsync(Company, id, draft => (draft.Links[Index(draft)].Enabled, draft.Reason) = (false, "this endpoint was sold"));

        Assert.Equal([new(_world.Aws.Id, PortalWorld.AwsLink, "this endpoint was sold")], (await _world.Resources.FindAsync(Owner, id, Cancel))!.WhyLinksOff);
        await SaveAsync(Owner, id, draft => (draft.Links.Single(link => link.Text == PortalWorld.OtherAwsLink).Enabled, draft.Reason) = (false, "")); // its own
    }

    /// <summary>Adding a link as disabled also disables the row that the host already has of it.</summary>
    [Fact]
    public async Task LinkOfAHost_AddedOffUnderAnotherService_TakesAReason()
    {
        var other = new PrivateLinkService { Name = "saas-aws-2", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "another", Published = true };
        await _world.SaveElsewhereAsync(context => context.Add(other));
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        LinkDraft Off() => new() { ServiceId = other.Id, Text = PortalWorld.AwsLink, Enabled = false };

        var refused = Assert.IsType<SaveResult.Invalid>(await TryAsync(Company, id, draft =>
        {
            draft.Links.Add(Off());
            draft.Reason = "";
        }));

        Assert.Contains("Give a reason", refused.Errors[nameof(ResourceDraft.Reason)], StringComparison.Ordinal);
        Assert.Equal([(PortalWorld.AwsLink, true)], Grants());
        await SaveAsync(Company, id, draft => draft.Links.Add(Off()));
        Assert.Equal([(PortalWorld.AwsLink, false), (PortalWorld.AwsLink, false)], Grants());
    }

    /// <summary>A link that the tenant disabled under another service does not count as disabled by the company.</summary>
    [Fact]
    public async Task LinkOfAHost_DisabledByTheTenantUnderAnotherService_HasNoReasonOfTheCompany()
    {
        var (id, other) = await ListTwiceAsync();
        await SaveAsync(Owner, id, draft => draft.Links.Single(link => link.ServiceId == other.Id).Enabled = false);
        await SaveAsync(Company, id, draft => draft.Links.Single(link => link.ServiceId == _world.Aws.Id).Enabled = false);

        Assert.Equal([new(_world.Aws.Id, PortalWorld.AwsLink, "the link was stolen")], (await _world.Resources.FindAsync(Owner, id, Cancel))!.WhyLinksOff);
    }

    [Fact]
    public async Task Endpoint_SwitchedOffByTheCompany_TakesAReasonThatTheTenantReadsInEveryRow()
    {
        var (_, other) = await ListTwiceAsync();
        var endpoint = await EndpointAsync(PortalWorld.AwsLink, _world.Aws);

        var refused = Assert.IsType<SaveResult.Invalid>(await Endpoints.SwitchAsync(Company, endpoint, enabled: false, "no", Cancel));
        Assert.Contains("Give a reason", refused.Errors[PrivateEndpointService.ReasonField], StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Company, endpoint, enabled: false, " this endpoint was sold ", Cancel));

        Assert.Equal("this endpoint was sold", (await Onboarding.FindAsync(Owner, endpoint, Cancel))!.WhyOff);
        Assert.Equal("this endpoint was sold", (await Onboarding.FindAsync(Owner, await EndpointAsync(PortalWorld.AwsLink, other), Cancel))!.WhyOff);
        Assert.IsType<SaveResult.Saved>(await Endpoints.SwitchAsync(Company, endpoint, enabled: true, cancellationToken: Cancel));
        Assert.Null((await Onboarding.FindAsync(Owner, endpoint, Cancel))!.WhyOff);
    }

    private async Task<(Guid Host, PrivateLinkService Other)> ListTwiceAsync()
    {
        var other = new PrivateLinkService { Name = "saas-aws-2", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "another", Published = true };
        await _world.SaveElsewhereAsync(context => context.Add(other));
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        await SaveAsync(Owner, id, draft => draft.Links.Add(new LinkDraft { ServiceId = other.Id, Text = PortalWorld.AwsLink }));
        Assert.Equal([(PortalWorld.AwsLink, true), (PortalWorld.AwsLink, true)], Grants());
        return (id, other);
    }

    private IEnumerable<(string LinkId, bool Enabled)> Grants() =>
        _world.Store.Current!.Find(Host)!.Links.Grants.Select(grant => (grant.LinkId.ToString(), grant.Enabled));

    private Task<SaveResult> RetypeAsync(Guid endpoint, string was, string text) => Onboarding.SetLinkIdAsync(Owner, endpoint, new FieldEdit(was, text), Cancel);

    private async Task<Guid> EndpointAsync(string linkId, PrivateLinkService? service = null)
    {
        await using var context = await _world.Contexts.CreateDbContextAsync(Cancel);
        return await context.PrivateEndpoints.Where(endpoint => endpoint.LinkId == linkId && (service == null || endpoint.ServiceId == service.Id)).Select(endpoint => endpoint.Id).SingleAsync(Cancel);
    }

    private async Task SaveAsync(Caller caller, Guid id, Action<ResourceDraft> change) => Assert.IsType<SaveResult.Saved>(await TryAsync(caller, id, change));

    private async Task<SaveResult> TryAsync(Caller caller, Guid id, Action<ResourceDraft> change)
    {
        var detail = (await _world.Resources.FindAsync(caller, id, Cancel))!;
        detail.Draft.Reason = "the link was stolen"; // read only where one is asked for
        change(detail.Draft);
        return await _world.Resources.UpdateAsync(caller, id, detail.Version, detail.Draft, Cancel);
    }
}
