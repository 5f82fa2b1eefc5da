using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PrivateLink.Portal.Data;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

/// <summary>An upgrade from any older portal ends with the same schema and keeps the data.</summary>
public sealed class EveryMigrationTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly SqliteTestDatabase _fresh = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Migrations()
    {
        using var context = new SqlitePortalDbContext(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite().Options, TimeProvider.System);
        return [.. context.Database.GetMigrations()];
    }

    public async ValueTask InitializeAsync()
    {
        await _fresh.CreateAsync();
        await using var context = _database.CreateDbContext();
        await SqliteFile.CreateIfMissingAsync(context.Database.GetConnectionString()!, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _fresh.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Migrations))]
    public async Task Migrate_FromEachEarlierOne_EndsWithTheSameSchemaAndKeepsRows(string from)
    {
        await using var context = _database.CreateDbContext();
        var tenant = Guid.CreateVersion7();
        await context.GetService<IMigrator>().MigrateAsync(from, Cancel);
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Tenants" ("Id", "Name", "NormalizedName", "Suspended", "Version", "CreatedAt", "UpdatedAt", "UpdatedBy")
            VALUES ({tenant}, 'Megacorp', 'MEGACORP', 0, 1, '2026-01-01', '2026-01-01', 'ada')
            """, Cancel);

        await context.Database.MigrateAsync(Cancel);

        Assert.Equal("Megacorp", (await context.Tenants.SingleAsync(row => row.Id == tenant, Cancel)).Name);
        Assert.Equal(await SchemaAsync(_fresh), await SchemaAsync(_database));
        Assert.Equal(["ok"], await context.Database.SqlQuery<string>($"PRAGMA integrity_check").ToListAsync(Cancel));
        Assert.Equal(0, await context.Database.SqlQuery<int>($"""SELECT COUNT(*) AS "Value" FROM pragma_foreign_key_check""").SingleAsync(Cancel));
    }

    /// <summary>Some migrations rebuild tables in SQLite, and a rebuilt table loses its triggers.</summary>
    [Fact]
    public async Task Migrate_All_LeavesTheTriggersOfTheAuditLog()
    {
        var triggers = (await SchemaAsync(_fresh)).Where(line => line.StartsWith("trigger TR_AuditEntries_AppendOnly", StringComparison.Ordinal));

        Assert.Equal(3, triggers.Count());
    }

    private static async Task<List<string>> SchemaAsync(SqliteTestDatabase database)
    {
        await using var context = database.CreateDbContext();
        return await context.Database
            .SqlQuery<string>($"""SELECT type || ' ' || name || ' ' || COALESCE(sql, '') AS "Value" FROM sqlite_master ORDER BY type, name""")
            .ToListAsync(Cancel);
    }
}
