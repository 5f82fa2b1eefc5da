using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using PrivateLink.Portal.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

public class MigrationTests
{
    public static TheoryData<PortalDbContext> Contexts =>
    [
        new SqlitePortalDbContext((DbContextOptions<SqlitePortalDbContext>)new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite().Options, TimeProvider.System),
        new SqlServerPortalDbContext((DbContextOptions<SqlServerPortalDbContext>)new DbContextOptionsBuilder<SqlServerPortalDbContext>().UseSqlServer().Options, TimeProvider.System),
    ];

    [Theory]
    [MemberData(nameof(Contexts), DisableDiscoveryEnumeration = true)]
    public void Model_AgainstTheMigrations_HasNoPendingChange(PortalDbContext context) => Assert.False(context.Database.HasPendingModelChanges());

    /// <summary>SQL Server refuses a table that deletions of one row reach on two ways; SQLite does not.</summary>
    [Theory]
    [MemberData(nameof(Contexts), DisableDiscoveryEnumeration = true)]
    public void Model_Deletions_ReachEachTableOnOneWay(PortalDbContext context)
    {
        foreach (var root in context.Model.GetEntityTypes())
        {
            var reached = Cascades(root).ToList();
            Assert.Equal(reached.Distinct(), reached);
        }
    }

    [Theory]
    [MemberData(nameof(Contexts), DisableDiscoveryEnumeration = true)]
    public void Model_Columns_AreOfKindsThatBothDatabasesCompareAlike(PortalDbContext context)
    {
        var properties = context.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).ToList();

        Assert.DoesNotContain(properties, property => property.ClrType == typeof(DateTimeOffset) || property.ClrType == typeof(decimal) || property.ClrType == typeof(ulong));
        Assert.All(properties.Where(property => property.ClrType == typeof(string)), property => Assert.NotNull(property.GetMaxLength()));
        Assert.All(properties.Where(property => property.ClrType == typeof(string) && property.IsIndex()), property => Assert.NotNull(property.GetCollation()));
    }

    private static IEnumerable<IEntityType> Cascades(IEntityType root) => root.GetReferencingForeignKeys()
        .Where(key => key.DeleteBehavior == DeleteBehavior.Cascade)
        .SelectMany(key => Cascades(key.DeclaringEntityType).Prepend(key.DeclaringEntityType));
}
