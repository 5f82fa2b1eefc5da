using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Access;

/// <summary>Three tenants with one of everything, each marked with a unique word, and a portal on their database.</summary>
public sealed class MarkedTenants : IAsyncLifetime
{
    private const int Tenants = 3;

    private readonly List<Holding> _holdings = [];
    private Microsoft.AspNetCore.Builder.WebApplication _portal = null!;

    /// <summary>Words that only the company may read.</summary>
    public static IReadOnlyList<string> OfTheCompany { get; } = ["companynode", "companyupstream", "10.66.0.", "companysecretservice"];

    public IServiceProvider Services => _portal.Services;

    internal SqliteTestDatabase Database { get; } = new();

    internal IReadOnlyList<Holding> Holdings => _holdings;

    public async ValueTask InitializeAsync()
    {
        await Database.CreateAsync();
        _portal = Program.Build(
        [
            $"--Database:Path={Database.Path}",
            "--Engine:Listeners:public:Bind=127.0.0.1:0",
            "--Engine:Listeners:public:ProxyProtocol=Off",
            "--Logging:LogLevel:PrivateLink=None",
            $"--contentRoot={Repository.Portal}",
        ]);
        await SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task SeedAsync()
    {
        var random = new Random(20_260_301);
        await using var context = Database.CreateDbContext();
        var service = new PrivateLinkService { Name = "saas-aws", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "alias" };
        var secret = new PrivateLinkService { Name = "companysecretservice", Cloud = CloudProvider.Azure, Region = "westeurope", Alias = "alias" };
        var upstream = new PrivateLink.Portal.Data.Entities.Upstream { Name = "companyupstream", Addresses = { new PrivateLink.Portal.Data.Entities.UpstreamAddress { Host = "10.66.0.1", Port = 7450 } } };
        context.AddRange(service, secret, upstream);
        for (var index = 0; index < Tenants; index++) _holdings.Add(Seed(context, random, service, upstream, recordId: 1_000 + index));
        var live = new List<DecisionEvent>();
        foreach (var holding in _holdings) live.Add(new(Knock(context, holding, through: _holdings[(_holdings.IndexOf(holding) + 1) % Tenants])));
        await context.SaveChangesAsync();
        Services.GetRequiredService<LiveConnections>().Take(live);

        // An entry in the audit log of each.
        foreach (var holding in _holdings)
            Assert.IsType<SaveResult.Saved>(await Services.GetRequiredService<PrivateEndpointService>().RenameAsync(holding.As(), holding.EndpointId, new("", $"{holding.Marker} endpoint")));
    }

    private static Holding Seed(PortalDbContext context, Random random, PrivateLinkService service, PrivateLink.Portal.Data.Entities.Upstream upstream, long recordId)
    {
        var marker = string.Concat(Enumerable.Range(0, 12).Select(_ => (char)('a' + random.Next(26))));
        var host = $"{marker}.my-saas.io";
        var tenant = new Tenant { Name = $"{marker} Inc" };
        var endpoint = new PrivateEndpoint { TenantId = tenant.Id, ServiceId = service.Id, Cloud = CloudProvider.Aws, LinkId = $"vpce-{marker}" };
        var resource = new Resource { TenantId = tenant.Id, Host = host, Mode = ResourceMode.Enforce, UpstreamId = upstream.Id };
        resource.AllowedLinks.Add(new AllowedLink { TenantId = tenant.Id, PrivateEndpoint = endpoint });
        var person = new PortalUser
        {
            Name = $"{marker} person",
            Email = $"{marker}@example.org",
            NormalizedEmail = $"{marker}@EXAMPLE.ORG".ToUpperInvariant(),
            UserName = $"{marker}@example.org",
            SecurityStamp = "stamp",
            NormalizedUserName = $"{marker}@EXAMPLE.ORG".ToUpperInvariant(),
        };
        var membership = new Membership { TenantId = tenant.Id, PersonId = person.Id, Role = TenantRole.Owner };
        var invitation = new Invitation
        {
            TenantId = tenant.Id,
            Email = $"new-{marker}@example.org",
            TenantRole = TenantRole.Member,
            ProvesMailbox = true,
            TokenHash = OneTimeToken.New().Hash,
            ExpiresAt = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            InvitedBy = marker,
        };
        var notice = new TenantNotice { TenantId = tenant.Id, Text = marker };
        var shared = new SharedConnection
        {
            ConnectionId = recordId,
            TenantId = tenant.Id,
            Title = $"{host} from 10.0.1.15:40000",
            Document = "{}",
            TokenHash = OneTimeToken.New().Hash,
            ExpiresAt = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            MadeBy = marker,
        };
        context.AddRange(tenant, endpoint, resource, person, membership, invitation, notice, shared);
        return new(tenant.Id, marker, host, recordId, [tenant.Id, resource.Id, endpoint.Id, person.Id, membership.Id, invitation.Id, notice.Id]);
    }

    /// <summary>A connection to a tenant's host through another tenant's link, stored everywhere that connections are stored.</summary>
    private static ConnectionDecision Knock(PortalDbContext context, Holding holding, Holding through)
    {
        var link = TestPolicy.Link(CloudProvider.Aws, $"vpce-{through.Marker}");
        var hex = Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(link.ToString()));
        var decision = TestDecision.Of(holding.RecordId, Verdict.Denied, holding.TenantId, holding.Host) with
        {
            Node = "companynode",
            Peer = TestDecision.Address("10.66.0.7"),
            Source = TestDecision.Address("10.0.1.15"),
            Destination = TestDecision.Address("10.66.0.9"),
            ResourceId = holding.Keys[1],
            LinkId = link,
            LinkKind = LinkIdentityKind.One,
            LinkTlv = hex,
            FirstBytes = hex,
            Upstream = "companyupstream",
            HeaderDuration = TimeSpan.FromMicroseconds(68),
        };
        context.AddRange(
            RecordForm.Of(decision, TestDecision.Closed(decision) with { UpstreamAddress = TestDecision.Address("10.66.0.1") }),
            new ResourceObservation { Cloud = CloudProvider.Aws, Service = "SAAS-AWS", LinkId = link.ToString(), ResourceId = holding.Keys[1], TenantId = holding.TenantId },
            new HourlyRollUp
            {
                Id = Guid.CreateVersion7(),
                Hour = DateTime.UtcNow.Date.AddHours(DateTime.UtcNow.Hour),
                TenantId = holding.TenantId,
                ResourceId = holding.Keys[1],
                Listener = "aws",
                Cloud = CloudProvider.Aws,
                LinkId = link.ToString(),
                Verdict = Verdict.Denied,
                Reason = Reason.LinkMismatch,
                Connections = 1,
                Failed = 0,
                BytesFromClient = 0,
                BytesFromUpstream = 0,
                Sources = "",
            });
        return decision;
    }
}
