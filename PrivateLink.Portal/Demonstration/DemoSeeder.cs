using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Demonstration;

/// <summary>Fills an empty database with two tenants, one service per cloud, and their hosts. Never changes a database that has content.</summary>
public sealed class DemoSeeder(ChangeWriter changes, IOptions<DemonstrationOptions> options, TimeProvider time)
{
    /// <summary>Saves the revision with the rest. It comes into force when the portal starts.</summary>
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
        var services = KnownClouds.All.ToDictionary(cloud => cloud.Provider, ServiceOf);
        context.AddRange(services.Values);

        var echo = new Data.Entities.Upstream { Name = "echo" };
        var address = options.Value.UpstreamAddress;
        echo.Addresses.Add(new Data.Entities.UpstreamAddress { Host = address.Address.ToString(), Port = address.Port });
        context.Add(echo);

        var megacorp = new Tenant { Name = DemoNames.Megacorp };
        var globex = new Tenant { Name = DemoNames.Globex };
        context.AddRange(megacorp, globex);

        Resource(context, megacorp, DemoNames.MegacorpHost, ResourceMode.Enforce, echo,
            Endpoint(megacorp, services, DemoNames.MegacorpAwsLink, DemoNames.MegacorpHost), Endpoint(megacorp, services, DemoNames.MegacorpAzureLink, DemoNames.MegacorpHost));
        Resource(context, globex, DemoNames.GlobexHost, ResourceMode.Monitor, echo,
            Endpoint(globex, services, DemoNames.GlobexGcpLink, DemoNames.GlobexHost), Endpoint(globex, services, DemoNames.GlobexAlibabaLink, DemoNames.GlobexHost));
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

    private static PrivateLinkService ServiceOf(ICloud cloud) => new()
    {
        Name = cloud.Demonstration.Service,
        Cloud = cloud.Provider,
        Region = cloud.ProviderSide.ReadAlias(cloud.Demonstration.Alias).Region!,
        Alias = cloud.Demonstration.Alias,
        ZoneIds = cloud.Demonstration.ZoneIds,
        SupportedRegions = cloud.Demonstration.SupportedRegions,
        Instructions = cloud.Demonstration.Instructions,
        Published = true,
    };

    private static PrivateEndpoint Endpoint(Tenant tenant, Dictionary<CloudProvider, PrivateLinkService> services, LinkId linkId, string host)
    {
        var service = services[linkId.Cloud];
        return new() { TenantId = tenant.Id, ServiceId = service.Id, Cloud = service.Cloud, Name = EndpointTitle.For(service.Cloud, service.Region, [host]), LinkId = linkId.ToString() };
    }

    private static void Resource(
        PortalDbContext context, Tenant tenant, string host, ResourceMode mode, Data.Entities.Upstream upstream, params PrivateEndpoint[] endpoints)
    {
        var resource = new Resource { TenantId = tenant.Id, Host = host, Mode = mode, UpstreamId = upstream.Id };
        foreach (var endpoint in endpoints) resource.AllowedLinks.Add(new AllowedLink { TenantId = tenant.Id, PrivateEndpoint = endpoint });
        context.Add(resource);
    }
}
