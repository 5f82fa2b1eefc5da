using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data;

namespace PrivateLink.Benchmarks;

/// <summary>A SQLite file of the portal's schema with generated connections: 30 days, 1,000 hosts of 100 tenants, 2,000 links, one in eight denied.</summary>
internal sealed class StoreDatabase(string path) : IDbContextFactory<PortalDbContext>
{
    private const int Chunk = 500_000;

    private static readonly CompositeFormat Insert = CompositeFormat.Parse("""
        WITH RECURSIVE n(i) AS (SELECT {0} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {1}),
        r(i, h, v) AS (SELECT i, (i * 7919) % 1000, (i * 104729) % 8 FROM n)
        INSERT INTO "ConnectionRecords" ("Id", "Time", "Node", "Listener", "Verdict", "Reason", "Peer", "Source", "Destination", "ClientKey", "LinkKind", "Cloud", "LinkId", "LinkTlv",
            "ServerName", "Host", "Alpn", "TlsVersions", "EchOffered", "PolicyRevision", "ResourceId", "TenantId", "Upstream", "HeaderMicroseconds", "HelloMicroseconds",
            "State", "CloseReason", "BytesFromClient", "BytesFromUpstream", "ConnectMicroseconds", "DurationMicroseconds", "UpstreamAddress")
        SELECT {2} + i * {3}, strftime('%Y-%m-%d %H:%M:%f', '2026-01-01', '+' || (i * 2592000.0 / {4}) || ' seconds'), 'edge-1', 'aws',
            CASE WHEN v = 0 THEN 2 ELSE 1 END, CASE WHEN v = 0 THEN 54 ELSE 52 END, '10.9.0.7:41000',
            '10.0.' || (i % 200) || '.' || (i % 250) || ':' || (1024 + i % 60000), '10.0.9.9:443', '00000000000000000000ffff0a00' || printf('%02x%02x', i % 200, i % 250),
            1, 1, 'vpce-' || printf('%017d', i % 2000), 'ea001701' || hex('vpce-' || printf('%017d', i % 2000)), 'customer' || h || '.my-saas.io', 'customer' || h || '.my-saas.io',
            'h2,http/1.1', 'TLS 1.3,TLS 1.2', 0, 7, printf('01900000-0000-7000-8000-%012X', h), printf('01900000-0000-7000-8000-%012X', h % 100),
            CASE WHEN v = 0 THEN NULL ELSE 'echo' END, 68, 120, 2, CASE WHEN v = 0 THEN 1 ELSE 2 END, 600, 1400, 300, 4000 + i % 90000, '10.2.0.1:443'
        FROM r
        """);

    public static Guid TenantOf(int number) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"01900000-0000-7000-8000-{number:X12}"));

    public PortalDbContext CreateDbContext() => new SqlitePortalDbContext(
        (DbContextOptions<SqlitePortalDbContext>)new DbContextOptionsBuilder<SqlitePortalDbContext>()
            .UseSqlite(new DatabaseOptions { Path = path, CommandTimeout = TimeSpan.FromMinutes(10) }, contentRoot: "/").Options, TimeProvider.System);

    /// <summary>Creates and fills the database, unless the file exists.</summary>
    public async Task FillAsync(long rows, CancellationToken cancellation)
    {
        if (File.Exists(path)) return;
        await using var context = CreateDbContext();
        await SqliteFile.CreateIfMissingAsync(context.Database.GetConnectionString()!, cancellation);
        await context.Database.MigrateAsync(cancellation);
        var first = ConnectionIds.FloorOf(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var step = (ConnectionIds.FloorOf(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero)) - first) / rows;
        for (var from = 0L; from < rows; from += Chunk)
        {
            var to = Math.Min(from + Chunk, rows);
            var statement = string.Format(CultureInfo.InvariantCulture, Insert, from, to, first, step, rows);
            await context.Database.ExecuteSqlRawAsync(statement, cancellation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{to,12:N0} connections"));
        }

        await context.Database.ExecuteSqlRawAsync("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);", cancellation);
    }
}
