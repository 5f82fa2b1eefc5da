using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PrivateLink.Portal.Data;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

/// <summary>Both databases have the same migrations and the same schema. The test fails if a migration exists for only one.</summary>
public sealed partial class MigrationsInStepTests : IDisposable
{
    private readonly PortalDbContext _sqlite = new SqlitePortalDbContext(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite().Options, TimeProvider.System);
    private readonly PortalDbContext _server = new SqlServerPortalDbContext(new DbContextOptionsBuilder<SqlServerPortalDbContext>().UseSqlServer().Options, TimeProvider.System);

    public void Dispose()
    {
        _sqlite.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void Migrations_OfBoth_HaveTheSameNamesInTheSameOrder() => Assert.Equal(NamesOf(_sqlite), NamesOf(_server));

    [Fact]
    public void Tables_OfBoth_HaveTheSameColumnsKeysAndChecks() => Assert.Equal(TablesOf(_sqlite).SelectMany(Lines), TablesOf(_server).SelectMany(Lines));

    [Fact]
    public void Indexes_OfBoth_AreTheSame() => Assert.Equal(TablesOf(_sqlite).SelectMany(Indexes), TablesOf(_server).SelectMany(Indexes));

    /// <summary>A migration that was edited or written by hand must still match its model. No other test would notice this for SQL Server.</summary>
    [Fact]
    public void Migrations_DoWhatTheirModelsSay()
    {
        foreach (var context in (PortalDbContext[])[_sqlite, _server])
        {
            IRelationalModel? before = null;
            foreach (var (id, migration) in MigrationsOf(context))
            {
                var model = context.GetService<IModelRuntimeInitializer>().Initialize(migration.TargetModel);
                var needed = Sql(context, context.GetService<IMigrationsModelDiffer>().GetDifferences(before, model.GetRelationalModel()), model);
                var done = Sql(context, migration.UpOperations.Where(operation => operation is not SqlOperation), model);

                Assert.Equal(needed.Prepend(id), done.Prepend(id));
                before = model.GetRelationalModel();
            }
        }
    }

    /// <summary>
    /// Hand-written SQL is in two dialects and cannot be compared directly. Its effect can: which changes of which tables a trigger refuses, and
    /// which tables get rows. SQLite needs one more refusal, because INSERT OR REPLACE deletes without firing the delete trigger. SQL Server has no
    /// such statement.
    /// </summary>
    [Fact]
    public void SqlByHand_OfBoth_GuardsTheSameTablesAndFillsTheSame()
    {
        var sqlite = ByHand(_sqlite);
        var server = ByHand(_server);
        var statements = TSql.Parse(server + "\nGO\n" + TSql.Executed(server)).Batches.SelectMany(batch => batch.Statements).ToList();
        var triggers = statements.OfType<CreateTriggerStatement>().ToList();

        Assert.Equal(
            Triggers().Matches(sqlite).Where(trigger => trigger.Groups["on"].Value != "INSERT").Select(trigger => $"{trigger.Groups["on"].Value} {trigger.Groups["table"].Value}").Order(),
            triggers.SelectMany(trigger => trigger.TriggerActions, (trigger, action) => $"{action.TriggerActionType.ToString().ToUpperInvariant()} {trigger.TriggerObject.Name.BaseIdentifier.Value}").Order());
        Assert.Equal(
            Fills().Matches(sqlite).Select(fill => fill.Groups["table"].Value),
            statements.OfType<InsertStatement>().Select(insert => ((NamedTableReference)insert.InsertSpecification.Target).SchemaObject.BaseIdentifier.Value));
        Assert.NotEmpty(triggers);
    }

    private static IEnumerable<string> NamesOf(PortalDbContext context) => context.Database.GetMigrations().Select(id => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..]);

    private static IEnumerable<(string Id, Migration Migration)> MigrationsOf(PortalDbContext context)
    {
        var assembly = context.GetService<IMigrationsAssembly>();
        return assembly.Migrations.Select(entry => (entry.Key, assembly.CreateMigration(entry.Value, context.Database.ProviderName!)));
    }

    /// <summary>The lines of a statement are sorted, because a model does not define the order of columns.</summary>
    private static IEnumerable<string> Sql(PortalDbContext context, IEnumerable<MigrationOperation> operations, IModel model) =>
        from command in context.GetService<IMigrationsSqlGenerator>().Generate([.. operations], model)
        let lines = command.CommandText.Split('\n').Select(line => line.Trim(' ', '\r', ','))
        let sorted = string.Join('\n', lines.Take(1).Concat(lines.Skip(1).Order(StringComparer.Ordinal)))
        orderby sorted
        select sorted;

    private static string ByHand(PortalDbContext context) =>
        string.Join("\nGO\n", MigrationsOf(context).SelectMany(entry => entry.Migration.UpOperations).OfType<SqlOperation>().Select(operation => operation.Sql));

    private static IEnumerable<ITable> TablesOf(PortalDbContext context) =>
        context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal);

    /// <summary>Collations have different names, so only their presence is compared. Types follow from the property.</summary>
    private static IEnumerable<string> Lines(ITable table) =>
    [
        .. from column in table.Columns
           let property = column.PropertyMappings[0].Property
           orderby column.Name
           select $"{table.Name}.{column.Name}: {property.ClrType}, {(column.IsNullable ? "nullable" : "required")}, "
               + $"at most {property.GetMaxLength()}, {property.IsUnicode()}, {column.DefaultValue}, {(column.Collation is null ? "any order" : "bytes")}",
        .. from key in table.UniqueConstraints orderby key.Name select $"{table.Name}: {key.Name} {(key.GetIsPrimaryKey() ? "is the key" : "is unique")} of {Names(key.Columns)}",
        .. from key in table.ForeignKeyConstraints
           orderby key.Name
           select $"{table.Name}: {key.Name} from {Names(key.Columns)} to {key.PrincipalTable.Name} {Names(key.PrincipalColumns)}, then {key.OnDeleteAction}",
        .. from check in table.CheckConstraints orderby check.Name select $"{table.Name}: {check.Name} demands {check.Sql}",
    ];

    private static IEnumerable<string> Indexes(ITable table) =>
        from index in table.Indexes
        orderby index.Name
        select $"{table.Name}: {index.Name} {(index.IsUnique ? "is unique" : "finds")} by {Names(index.Columns)}, {index.IsDescending}";

    private static string Names(IEnumerable<IColumnBase> columns) => $"({string.Join(", ", columns.Select(column => column.Name))})";

    [GeneratedRegex("""CREATE TRIGGER "\w+" (BEFORE|AFTER|INSTEAD OF) (?<on>INSERT|UPDATE|DELETE)( OF "\w+")? ON "(?<table>\w+)"\s""")]
    private static partial Regex Triggers();

    [GeneratedRegex("""INSERT INTO "(?<table>\w+)"\s""")]
    private static partial Regex Fills();
}
