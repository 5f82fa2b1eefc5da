using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using PrivateLink.Portal.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

public class MigrationTests
{
    private static readonly Type[] Unalike = [typeof(DateTimeOffset), typeof(decimal), typeof(ulong), typeof(TimeSpan)];

    public static TheoryData<PortalDbContext> Contexts =>
    [
        new SqlitePortalDbContext(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite().Options, TimeProvider.System),
        new SqlServerPortalDbContext(new DbContextOptionsBuilder<SqlServerPortalDbContext>().UseSqlServer().Options, TimeProvider.System),
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

        var texts = properties.Where(property => property.ClrType == typeof(string)).ToList();

        Assert.DoesNotContain(properties, property => Unalike.Contains(property.ClrType));
        Assert.All(texts, property => Assert.NotNull(property.GetMaxLength()));
        Assert.All(texts.Where(property => property.IsIndex()), property => Assert.NotNull(property.GetCollation()));
    }

    private static IEnumerable<IEntityType> Cascades(IEntityType root) => root.GetReferencingForeignKeys()
        .Where(key => key.DeleteBehavior == DeleteBehavior.Cascade)
        .SelectMany(key => Cascades(key.DeclaringEntityType).Prepend(key.DeclaringEntityType));
}
