using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PrivateLink.Portal.Data;

/// <summary>For <c>dotnet ef migrations add … --context SqlitePortalDbContext --output-dir Data/Migrations/Sqlite</c>. Opens no connection.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqlitePortalDbContext>
{
    public SqlitePortalDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite().Options, TimeProvider.System);
}

/// <summary>
/// For <c>dotnet ef migrations add … --context SqlServerPortalDbContext --output-dir Data/Migrations/SqlServer</c>. Opens no connection.
/// </summary>
internal sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerPortalDbContext>
{
    public SqlServerPortalDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerPortalDbContext>().UseSqlServer().Options, TimeProvider.System);
}
