using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Benchmarks;

/// <summary>A SQLite file with the portal's schema and any number of hosts: <see cref="BenchPolicy"/> as rows.</summary>
internal sealed class BenchDatabase(string path) : IDbContextFactory<PortalDbContext>
{
    private const int RowsAtOnce = 100_000;

    private readonly DbContextOptions<SqlitePortalDbContext> _options = (DbContextOptions<SqlitePortalDbContext>)new DbContextOptionsBuilder<SqlitePortalDbContext>()
        .UseSqlite(new DatabaseOptions { Path = path, CommandTimeout = TimeSpan.FromMinutes(2) }, contentRoot: "/").Options;

    public PortalDbContext CreateDbContext() => new SqlitePortalDbContext(_options, TimeProvider.System);

    /// <summary>
    /// Writes one host with one link as the portal does, then multiplies its rows inside the database. Writing a million through the portal's own
    /// classes would take longer than all measurements.
    /// </summary>
    /// <returns>The keys of the hosts.</returns>
    public async Task<IReadOnlyList<Guid>> FillAsync(int hosts, int linksPerHost, CancellationToken cancellation)
    {
        await using var context = CreateDbContext();
        await context.Database.MigrateAsync(cancellation);
        await AddTemplateAsync(context, cancellation);

        await MultiplyAsync(context, "Resources", hosts, new() { ["Id"] = Key(Kind.Host, "i"), ["Host"] = "'h' || i || '.bench.test'" }, cancellation);
        await MultiplyAsync(context, "PrivateEndpoints", hosts * linksPerHost, new()
        {
            ["Id"] = Key(Kind.Endpoint, "i"),
            ["LinkId"] = "'vpce-' || printf('%017x', i)",
        }, cancellation);
        await MultiplyAsync(context, "AllowedLinks", hosts * linksPerHost, new()
        {
            ["ResourceId"] = Key(Kind.Host, $"i / {linksPerHost}"),
            ["PrivateEndpointId"] = Key(Kind.Endpoint, "i"),
        }, cancellation);
        return [.. Enumerable.Range(0, hosts).Select(static number => new Guid($"01900000-0000-7000-{(int)Kind.Host}000-{number:X12}"))];
    }

    private static async Task AddTemplateAsync(PortalDbContext context, CancellationToken cancellation)
    {
        var tenant = new Tenant { Name = "bench" };
        var service = new PrivateLinkService { Name = "bench", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "bench" };
        var upstream = new PrivateLink.Portal.Data.Entities.Upstream { Name = "bench", Addresses = { new PrivateLink.Portal.Data.Entities.UpstreamAddress { Host = "127.0.0.1", Port = 9100 } } };
        context.AddRange(tenant, service, upstream);
        context.Add(new PolicyRevision { Number = 1, CreatedAt = DateTime.UtcNow, Summary = "bench", By = "bench" });
        await context.SaveChangesAsync(cancellation);

        var resource = new Resource { TenantId = tenant.Id, Host = "template.bench.test", Mode = ResourceMode.Enforce, UpstreamId = upstream.Id };
        resource.AllowedLinks.Add(new AllowedLink
        {
            TenantId = tenant.Id,
            PrivateEndpoint = new PrivateEndpoint { TenantId = tenant.Id, ServiceId = service.Id, Cloud = CloudProvider.Aws, LinkId = "vpce-template" },
        });
        context.Add(resource);
        await context.SaveChangesAsync(cancellation);
    }

    /// <summary>Copies the first row of a table, with other values in some columns, given as SQL of the row number <c>i</c>.</summary>
    private static async Task MultiplyAsync(PortalDbContext context, string table, int rows, Dictionary<string, string> values, CancellationToken cancellation)
    {
        var question = $"SELECT name AS Value FROM pragma_table_info('{table}')";
        var columns = await context.Database.SqlQueryRaw<string>(question).ToListAsync(cancellation);
        var names = string.Join(", ", columns.Select(static column => $"\"{column}\""));
        var sources = string.Join(", ", columns.Select(column => values.GetValueOrDefault(column) ?? $"first.\"{column}\""));
        for (var from = 0; from < rows; from += RowsAtOnce)
        {
            var statement = $"""
                WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {Math.Min(rows, from + RowsAtOnce)}),
                first AS MATERIALIZED (SELECT * FROM "{table}" ORDER BY rowid LIMIT 1)
                INSERT INTO "{table}" ({names}) SELECT {sources} FROM n, first
                """;
            await context.Database.ExecuteSqlRawAsync(statement, cancellation);
        }
    }

    private static string Key(Kind kind, string number) => $"printf('01900000-0000-7000-{(int)kind}000-%012X', {number})";

    private enum Kind
    {
        Host = 8,
        Endpoint = 9,
    }
}
