using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace PrivateLink.Portal.Data;

/// <summary>
/// Which migrations may be applied while an older portal works on the database. They may only add what that portal does not need to know: its statements
/// name their columns, so they keep working.
/// </summary>
internal static class AdditiveMigrations
{
    /// <summary>What the migrations would take away from a portal that does not know them; null if nothing.</summary>
    public static string? ProblemOf(PortalDbContext context, IEnumerable<string> migrations)
    {
        var assembly = context.GetService<IMigrationsAssembly>();
        foreach (var name in migrations)
        {
            var operations = assembly.CreateMigration(assembly.Migrations[name], context.Database.ProviderName!).UpOperations;
            if (ProblemOf(operations) is { } problem) return $"migration {name} does more than add ({problem})";
        }

        return null;
    }

    /// <summary>The first operation that is more than an addition; null if there is none.</summary>
    internal static string? ProblemOf(IReadOnlyList<MigrationOperation> operations)
    {
        var made = operations.OfType<CreateTableOperation>().Select(static table => table.Name).ToHashSet();
        return operations.FirstOrDefault(operation => !IsAddition(operation, made))?.GetType().Name.Replace("Operation", "", StringComparison.Ordinal);
    }

    /// <summary>A unique index and a column that must have a value would refuse rows of the older portal, except in a table that it does not know.</summary>
    private static bool IsAddition(MigrationOperation operation, HashSet<string> made) => operation switch
    {
        CreateTableOperation or DropIndexOperation => true,
        CreateIndexOperation index => !index.IsUnique || made.Contains(index.Table),
        AddColumnOperation column => column.IsNullable || column.DefaultValue is not null || column.DefaultValueSql is not null || made.Contains(column.Table),
        _ => false,
    };
}
