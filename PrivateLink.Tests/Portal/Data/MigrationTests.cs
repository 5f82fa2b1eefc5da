using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
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

    /// <summary>SQL Server refuses multiple cascade paths to one table; SQLite does not.</summary>
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

    /// <summary>
    /// Both databases have the same index filters. The exception is the filter that lets SQL Server's unique indexes ignore nulls, as SQLite's do by
    /// default.
    /// </summary>
    [Fact]
    public void Model_FilteredIndexes_AreTheSameOnBoth()
    {
        var filters = Contexts.Select(row => FiltersOf(row.Data).Order(StringComparer.Ordinal)).ToList();

        Assert.Equal(filters[0], filters[1]);
    }

    /// <summary>Changes outside the transaction would stay after a kill, and the next start would run the migration again.</summary>
    [Fact]
    public void Migrations_OnSqlite_AreDoneWholeOrNotAtAll()
    {
        PortalDbContext context = Contexts.First().Data;
        var assembly = context.GetService<IMigrationsAssembly>();
        var generator = context.GetService<IMigrationsSqlGenerator>();
        var initializer = context.GetService<IModelRuntimeInitializer>();

        foreach (var (name, type) in assembly.Migrations)
        {
            var migration = assembly.CreateMigration(type, context.Database.ProviderName!);
            var target = initializer.Initialize(migration.TargetModel);
            var apart = generator.Generate(migration.UpOperations, target).Where(command => command.TransactionSuppressed).Select(command => command.CommandText);
            Assert.True(!apart.Any(), $"{name}: {string.Join(' ', apart)}");
        }
    }

    private static IEnumerable<string> FiltersOf(PortalDbContext context) =>
        from entity in context.GetService<IDesignTimeModel>().Model.GetEntityTypes()
        from index in entity.GetIndexes()
        let filter = index.GetFilter()?.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal)
        where filter is not null
        let nullable = index.Properties.Where(property => property.IsNullable).Select(property => $"{property.GetColumnName()} IS NOT NULL")
        where !index.IsUnique || filter != string.Join(" AND ", nullable)
        select $"{entity.ShortName()}({string.Join(", ", index.Properties.Select(property => property.Name))}): {filter}";

    private static IEnumerable<IEntityType> Cascades(IEntityType root) => root.GetReferencingForeignKeys()
        .Where(key => key.DeleteBehavior is DeleteBehavior.Cascade or DeleteBehavior.SetNull)
        .SelectMany(key => Cascades(key.DeclaringEntityType).Prepend(key.DeclaringEntityType));
}
