using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Publishing;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Support.Data;

/// <summary>Two tenants with a monitored host each, services in two clouds, and all onboarding services. The test supplies the traffic.</summary>
internal sealed class OnboardingWorld : IDisposable
{
    private readonly IDbContextFactory<PortalDbContext> _database;
    private readonly FakeTimeProvider _time;

    public OnboardingWorld(TestDatabase database) : this(database, database.Time)
    {
    }

    public OnboardingWorld(IDbContextFactory<PortalDbContext> database, FakeTimeProvider time)
    {
        (_database, _time) = (database, time);
        Portal = new PortalWorld(database, time);
        Portal.Aws.Published = Portal.Azure.Published = true;
        Portal.Aws.Alias = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238";
        Portal.Aws.ZoneIds = "use1-az2 use1-az4";
        Portal.Azure.Alias = "my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice";
        var engine = Options.Create(new EngineOptions
        {
            Listeners =
            {
                ["aws"] = new ListenerOptions { Service = "SaaS-AWS", TrustedSources = { "10.0.0.0/8" } },
                ["azure"] = new ListenerOptions { Service = "saas-azure", TrustedSources = { "10.0.0.0/8" } },
                ["gcp"] = new ListenerOptions { Service = "saas-gcp", TrustedSources = { "10.0.0.0/8" } },
                ["anybody"] = new ListenerOptions { Service = "saas-aws", TrustedSources = { "0.0.0.0/0" } },
                ["new"] = new ListenerOptions { Service = "saas", TrustedSources = { "10.0.0.0/8" } },
                ["unbound"] = new ListenerOptions { TrustedSources = { "10.0.0.0/8" } },
                ["public"] = new ListenerOptions { ProxyProtocol = ProxyProtocolMode.Off },
            },
        });
        Trust = new ListenerTrust(engine);
        Live = new ConnectionLogWorld(database, time);
        Onboarding = new OnboardingService(database, Changes, Trust, Portal.Ceilings, Live.Clock, time);
        Claims = new ClaimService(database, Changes, Trust, Portal.Ceilings, time);
        Upkeep = new PrivateEndpointUpkeep(database, Changes, Live.Clock, time, NullLogger<PrivateEndpointUpkeep>.Instance);
        var signal = new HandoverSignal(time, NullLogger<HandoverSignal>.Instance);
        Handovers = new HandoverService(database, Changes, Onboarding, signal, Portal.Ceilings, time);
        HandoverDoor = new HandoverDoor(database, Changes, signal, Portal.Ceilings, time);
        HandoverUpkeep = new HandoverUpkeep(database, Changes, Live.Clock, time, NullLogger<HandoverUpkeep>.Instance);
        Enforcement = new EnforcementService(database, Changes, Live.Sights, Live.Clock, Live.RollUps, time);
        Emergency = new EmergencyService(database, Changes, time);
        Timer = new EnforcementTimer(Enforcement, Portal.Publisher, Live.Clock, time, NullLogger<EnforcementTimer>.Instance);
        Endpoints = new PrivateEndpointService(database, Changes, engine, time);
        Publishing = new PublishingService(database, Changes, Trust, Live.Live);
        Operations = new PendingEndpointService(database, Changes, time);
        Verification = new VerificationService(
            database, Upkeep, Live.Live, Live.Sights, new LinkObservations(database), new ObservationSignal(time, NullLogger<ObservationSignal>.Instance), Trust, time);
    }

    public PortalWorld Portal { get; }

    public ConnectionLogWorld Live { get; }

    public ChangeWriter Changes => Portal.Changes;

    public ListenerTrust Trust { get; }

    public OnboardingService Onboarding { get; }

    public ClaimService Claims { get; }

    public PrivateEndpointUpkeep Upkeep { get; }

    public HandoverService Handovers { get; }

    public HandoverDoor HandoverDoor { get; }

    public HandoverUpkeep HandoverUpkeep { get; }

    public EnforcementService Enforcement { get; }

    public EmergencyService Emergency { get; }

    public EnforcementTimer Timer { get; }

    public PrivateEndpointService Endpoints { get; }

    public PublishingService Publishing { get; }

    public PendingEndpointService Operations { get; }

    public VerificationService Verification { get; }

    public PrivateLinkService Gcp { get; } = new()
    {
        Name = "saas-gcp",
        Cloud = CloudProvider.Gcp,
        Region = "europe-west1",
        Alias = "projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas",
        Published = true,
        Acceptance = Acceptance.AllowList,
    };

    public Guid MegacorpHost { get; private set; }

    public Guid GlobexHost { get; private set; }

    public Caller Mia => Portal.MegacorpCaller;

    public Caller Gus => Portal.GlobexCaller;

    public DateTime Now => _time.GetUtcNow().UtcDateTime;

    public async Task SeedAsync()
    {
        await Portal.SeedAsync();
        await using (var context = _database.CreateDbContext())
        {
            context.Add(Gcp);
            await context.SaveChangesAsync();
        }

        MegacorpHost = await Portal.CreateAsync(Portal.Draft(mode: ResourceMode.Monitor));
        GlobexHost = await Portal.CreateAsync(Portal.Draft("globex.my-saas.io", ResourceMode.Monitor, Portal.Globex));
    }

    public OnboardingDraft Draft(PrivateLinkService? service = null, Guid? host = null) => new()
    {
        ServiceId = (service ?? Portal.Aws).Id,
        Region = (service ?? Portal.Aws).Region,
        Account = service == Gcp ? "acme-prod" : "",
        HostIds = { host ?? MegacorpHost },
    };

    /// <summary>Starts an endpoint that the test relies on.</summary>
    public async Task<Guid> StartAsync(Caller? caller = null, PrivateLinkService? service = null) =>
        Assert.IsType<SaveResult.Saved>(await Onboarding.StartAsync(caller ?? Mia, Draft(service, caller == Gus ? GlobexHost : MegacorpHost))).Id;

    /// <summary>Starts an endpoint and enters a link ID.</summary>
    public async Task<Guid> StartWithLinkAsync(string linkId = PortalWorld.AwsLink, Caller? caller = null)
    {
        var id = await StartAsync(caller);
        Assert.IsType<SaveResult.Saved>(await Onboarding.SetLinkIdAsync(caller ?? Mia, id, new("", linkId)));
        return id;
    }

    /// <summary>Sets up an endpoint whose link Megacorp's host has admitted.</summary>
    public async Task VerifyLinkAsync()
    {
        await StartWithLinkAsync();
        await SeeAsync(PortalWorld.AwsLink, MegacorpHost, Portal.Megacorp.Id);
        await Upkeep.TryAsync(last: false, CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Hands over a step, and returns the part of the link after #.</summary>
    public async Task<string> HandOverAsync(Guid id, HandedStep step = HandedStep.Create, Caller? caller = null, int days = HandoverService.DefaultLifetime)
    {
        var token = OneTimeToken.New();
        Assert.IsType<SaveResult.Saved>(await Handovers.MakeAsync(caller ?? Mia, id, step, days, token));
        return token.Text;
    }

    /// <summary>Proves a link as its owner would: a one-time name, a connection with it, a confirmation.</summary>
    public async Task<SaveResult> ProveAsync(Guid id, Caller caller, string linkId = PortalWorld.AwsLink, string listener = "aws")
    {
        Assert.IsType<SaveResult.Saved>(await Claims.IssueAsync(caller, id));
        await ArriveAsync((await Claims.FindAsync(caller, id))!.Name, linkId, listener);
        return await Claims.ConfirmAsync(caller, id, linkId);
    }

    /// <summary>Simulates a claim name seen by the engine.</summary>
    public async Task ArriveAsync(string name, string linkId = PortalWorld.AwsLink, string listener = "aws")
    {
        await using var context = _database.CreateDbContext();
        var row = new ClaimObservation { Cloud = CloudProvider.Aws, Service = "SAAS-AWS", LinkId = linkId, Name = name };
        row.Add(Now, Decision(Reason.ClaimObserved, linkId, null) with { Listener = listener, Host = name }, 1);
        context.Add(row);
        await context.SaveChangesAsync();
    }

    /// <summary>Simulates a connection to a host through a link.</summary>
    public async Task SeeAsync(string linkId, Guid hostId, Guid tenantId, Reason reason = Reason.LinkMatched)
    {
        await using var context = _database.CreateDbContext();
        var decision = Decision(reason, linkId, hostId) with { TenantId = tenantId, Host = "megacorp.my-saas.io" };
        if (await context.ResourceObservations.FindAsync(linkId, CloudProvider.Aws, "SAAS-AWS", hostId) is not { } observation)
            context.Add(observation = new ResourceObservation { Cloud = CloudProvider.Aws, Service = "SAAS-AWS", LinkId = linkId, ResourceId = hostId, TenantId = tenantId });
        observation.Add(Now, decision, 1);
        if (await context.LinkObservations.FindAsync(linkId, CloudProvider.Aws, "SAAS-AWS") is not { } link)
            context.Add(link = new LinkObservation { Cloud = CloudProvider.Aws, Service = "SAAS-AWS", LinkId = linkId });
        link.Add(Now, decision, 1);
        await context.SaveChangesAsync();
    }

    public ConnectionDecision Decision(Reason reason, string? linkId, Guid? hostId) => TestDecision.Of(ConnectionIds(), Verdict.Allowed) with
    {
        Time = _time.GetUtcNow(),
        Reason = reason,
        ResourceId = hostId,
        TenantId = hostId is null ? null : Portal.Megacorp.Id,
        LinkKind = linkId is null ? LinkIdentityKind.Absent : LinkIdentityKind.One,
        LinkId = linkId is not null && LinkId.TryParse(CloudProvider.Aws, linkId, out var parsed) ? parsed : null,
        Source = TestDecision.Address("10.0.20.7"),
        Destination = TestDecision.Address("10.0.10.63", 443),
    };

    public void Dispose()
    {
        Upkeep.Dispose();
        HandoverUpkeep.Dispose();
        Timer.Dispose();
        Live.Dispose();
        Portal.Dispose();
    }

    private static long s_next = 1;

    private static long ConnectionIds() => Interlocked.Increment(ref s_next);
}
