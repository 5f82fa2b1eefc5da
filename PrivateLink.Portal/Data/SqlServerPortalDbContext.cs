using Microsoft.EntityFrameworkCore;

namespace PrivateLink.Portal.Data;

/// <summary>The production database; its migrations are in <c>Migrations/SqlServer</c>.</summary>
public sealed class SqlServerPortalDbContext(DbContextOptions<SqlServerPortalDbContext> options, TimeProvider time)
    : PortalDbContext(options, time)
{
    protected override string BinaryCollation => "Latin1_General_100_BIN2";
}
