using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Links;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Benchmarks;

/// <summary>A SQLite file with the portal's schema and any number of hosts: <see cref="BenchPolicy"/> as rows.</summary>
internal sealed class BenchDatabase(string path) : IDbContextFactory<PortalDbContext>
{
    private const int RowsPerSave = 5_000;

    private readonly DbContextOptions<SqlitePortalDbContext> _options = (DbContextOptions<SqlitePortalDbContext>)new DbContextOptionsBuilder<SqlitePortalDbContext>()
        .UseSqlite(new DatabaseOptions { Path = path }, contentRoot: "/").Options;

    public PortalDbContext CreateDbContext() => new SqlitePortalDbContext(_options, TimeProvider.System);

    /// <returns>The keys of the hosts.</returns>
    public async Task<IReadOnlyList<Guid>> FillAsync(int hosts, int linksPerHost, CancellationToken cancellation)
    {
        var tenant = new Tenant { Name = "bench" };
        var service = new PrivateLinkService { Name = "bench", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "bench" };
        var upstream = new Upstream { Name = "bench", Addresses = { new UpstreamAddress { Host = "127.0.0.1", Port = 9100 } } };
        await using (var context = CreateDbContext())
        {
            await context.Database.MigrateAsync(cancellation);
            context.AddRange(tenant, service, upstream);
            context.Add(new PolicyRevision { Number = 1, CreatedAt = DateTime.UtcNow, Summary = "bench", By = "bench" });
            await context.SaveChangesAsync(cancellation);
        }

        List<Guid> ids = [];
        for (var first = 0; first < hosts; first += RowsPerSave / linksPerHost)
        {
            await using var context = CreateDbContext();
            context.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var number = first; number < Math.Min(hosts, first + (RowsPerSave / linksPerHost)); number++)
            {
                var resource = new Resource { TenantId = tenant.Id, Host = BenchPolicy.Host(number), Mode = ResourceMode.Enforce, UpstreamId = upstream.Id };
                for (var link = number * linksPerHost; link < (number + 1) * linksPerHost; link++)
                    resource.AllowedLinks.Add(new AllowedLink
                    {
                        TenantId = tenant.Id,
                        PrivateEndpoint = new PrivateEndpoint { TenantId = tenant.Id, ServiceId = service.Id, Cloud = CloudProvider.Aws, LinkId = BenchPolicy.Link(link).ToString() },
                    });
                context.Add(resource);
                ids.Add(resource.Id);
            }

            await context.SaveChangesAsync(cancellation);
        }

        return ids;
    }
}
