using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using Xunit;

namespace PrivateLink.Tests.Support.Data;

/// <summary>
/// A database on the server that <c>PRIVATELINK_TEST_SQLSERVER</c> names (a connection string without a database); without it, the tests are skipped.
/// </summary>
public sealed class SqlServerTestDatabase : TestDatabase
{
    private const string Variable = "PRIVATELINK_TEST_SQLSERVER";

    private readonly string? _server = Environment.GetEnvironmentVariable(Variable);
    private readonly string _name = $"privatelink_test_{Guid.NewGuid():N}";
    private bool _created;

    public override async ValueTask CreateAsync()
    {
        Assert.SkipWhen(string.IsNullOrWhiteSpace(_server), $"no SQL Server: {Variable} is not set (docs/development.md)");
        await using var context = CreateDbContext();
        await context.Database.MigrateAsync();
        _created = true;
    }

    public override PortalDbContext CreateDbContext() => new SqlServerPortalDbContext(
        (DbContextOptions<SqlServerPortalDbContext>)new DbContextOptionsBuilder<SqlServerPortalDbContext>()
            .UseSqlServer(new DatabaseOptions { Provider = DatabaseProvider.SqlServer, ConnectionString = ConnectionString }).Options, Time);

    public override async ValueTask DisposeAsync()
    {
        if (!_created) return;
        await using var context = CreateDbContext();
        await context.Database.EnsureDeletedAsync();
    }

    private string ConnectionString => new SqlConnectionStringBuilder(_server) { InitialCatalog = _name }.ToString();
}
