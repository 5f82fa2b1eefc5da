using Microsoft.EntityFrameworkCore;

namespace PrivateLink.Portal.Data;

/// <summary>The embedded default database; its migrations are in <c>Migrations/Sqlite</c>.</summary>
public sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options, TimeProvider time)
    : PortalDbContext(options, time)
{
    protected override string BinaryCollation => "BINARY";
}
