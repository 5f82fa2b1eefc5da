using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Links;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Demonstration;

/// <summary>Fills an empty database with two tenants, one service per cloud and their hosts. A database with anything in it is left alone.</summary>
public sealed class DemoSeeder(ChangeWriter changes, IOptions<DemonstrationOptions> options, TimeProvider time)
{
    /// <summary>The revision is saved with the rest; whoever starts the portal brings it into force.</summary>
    public async Task SeedAsync(CancellationToken cancellationToken = default)
    {
        var result = await changes.SaveAsync(AuditActor.Portal, AuditAction.DemonstrationFilled, async (context, cancel) =>
        {
            if (!await IsEmptyAsync(context, cancel)) return new Edit.Mistake(new SaveResult.NotFound());
            Fill(context);
            return new Edit.Change(new AuditTarget("demonstration", Id: null, "two tenants and their hosts", TenantId: null));
        }, cancellationToken);
        if (result is SaveResult.Unavailable unavailable) throw new DatabaseNotReadyException(unavailable.Message);
    }

    private void Fill(PortalDbContext context)
    {
        var aws = Service(context, DemoNames.AwsService, CloudProvider.Aws, "us-east-1", "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238");
        var azure = Service(context, DemoNames.AzureService, CloudProvider.Azure, "westeurope",
            "my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice");
        var gcp = Service(context, DemoNames.GcpService, CloudProvider.Gcp, "europe-west1",
            "projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas");

        aws.ZoneIds = "use1-az2 use1-az4 use1-az6";
        aws.SupportedRegions = "eu-west-1 us-west-2";
        gcp.Instructions = "Clients outside europe-west1 need global access, which this service allows.";

        var echo = new Upstream { Name = "echo" };
        var address = options.Value.UpstreamAddress;
        echo.Addresses.Add(new UpstreamAddress { Host = address.Address.ToString(), Port = address.Port });
        context.Add(echo);

        var megacorp = new Tenant { Name = DemoNames.Megacorp };
        var globex = new Tenant { Name = DemoNames.Globex };
        context.AddRange(megacorp, globex);

        Resource(context, megacorp, DemoNames.MegacorpHost, ResourceMode.Enforce, echo,
            Endpoint(megacorp, aws, DemoNames.MegacorpAwsLink), Endpoint(megacorp, azure, DemoNames.MegacorpAzureLink));
        Resource(context, globex, DemoNames.GlobexHost, ResourceMode.Monitor, echo, Endpoint(globex, gcp, DemoNames.GlobexGcpLink));
        Resource(context, globex, DemoNames.StatusHost, ResourceMode.Open, echo);

        context.Add(new PolicyRevision
        {
            Number = 1,
            CreatedAt = time.GetUtcNow().UtcDateTime,
            Summary = "Demonstration: two tenants and their hosts",
            By = PortalDbContext.Portal,
        });
    }

    private static async Task<bool> IsEmptyAsync(PortalDbContext context, CancellationToken cancellationToken) =>
        !await context.PolicyRevisions.AnyAsync(cancellationToken)
        && !await context.Tenants.AnyAsync(cancellationToken)
        && !await context.Services.AnyAsync(cancellationToken)
        && !await context.Upstreams.AnyAsync(cancellationToken);

    private static PrivateLinkService Service(PortalDbContext context, string name, CloudProvider cloud, string region, string alias)
    {
        var service = new PrivateLinkService { Name = name, Cloud = cloud, Region = region, Alias = alias, Published = true };
        context.Add(service);
        return service;
    }

    private static PrivateEndpoint Endpoint(Tenant tenant, PrivateLinkService service, LinkId linkId) =>
        new() { TenantId = tenant.Id, ServiceId = service.Id, Cloud = service.Cloud, Name = $"{tenant.Name} in {service.Region}", LinkId = linkId.ToString() };

    private static void Resource(
        PortalDbContext context, Tenant tenant, string host, ResourceMode mode, Upstream upstream, params PrivateEndpoint[] endpoints)
    {
        var resource = new Resource { TenantId = tenant.Id, Host = host, Mode = mode, UpstreamId = upstream.Id };
        foreach (var endpoint in endpoints) resource.AllowedLinks.Add(new AllowedLink { TenantId = tenant.Id, PrivateEndpoint = endpoint });
        context.Add(resource);
    }
}
