using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using PrivateLink.Portal.Data;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

/// <summary>What may be migrated while an older portal works on the database.</summary>
public class AdditiveMigrationsTests
{
    public static TheoryData<string, bool> Steps => new()
    {
        { "a table with a unique index", true },
        { "an index", true },
        { "an index gone", true },
        { "a nullable column", true },
        { "a column with a default", true },
        { "a unique index", false },
        { "a column without a default", false },
        { "a column gone", false },
        { "a column renamed", false },
        { "a table gone", false },
        { "anything", false },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void ProblemOf_Step_IsNoneForAdditions(string step, bool isAddition)
    {
        var migration = new MigrationBuilder("any");
        Add(migration, step);

        Assert.Equal(isAddition, AdditiveMigrations.ProblemOf(migration.Operations) is null);
    }

    /// <summary>The last migration makes a table; all of them together do more than add.</summary>
    [Fact]
    public async Task ProblemOf_Migrations_NamesTheOne()
    {
        await using var database = new SqliteTestDatabase();
        await database.CreateAsync();
        await using var context = database.CreateDbContext();

        Assert.Null(AdditiveMigrations.ProblemOf(context, context.Database.GetMigrations().TakeLast(1)));
        Assert.Contains(" does more than add (Sql)", AdditiveMigrations.ProblemOf(context, context.Database.GetMigrations()), StringComparison.Ordinal);
    }

    private static void Add(MigrationBuilder migration, string step)
    {
        switch (step)
        {
            case "a table with a unique index":
                migration.CreateTable("New", static table => new { Id = table.Column<int>() });
                migration.CreateIndex("IX", "New", "Id", unique: true);
                migration.AddColumn<int>("More", "New");
                break;
            case "an index":
                migration.CreateIndex("IX", "Old", "Id");
                break;
            case "an index gone":
                migration.DropIndex("IX", "Old");
                break;
            case "a nullable column":
                migration.AddColumn<int>("More", "Old", nullable: true);
                break;
            case "a column with a default":
                migration.AddColumn<int>("More", "Old", defaultValue: 1);
                break;
            case "a unique index":
                migration.CreateIndex("IX", "Old", "Id", unique: true);
                break;
            case "a column without a default":
                migration.AddColumn<int>("More", "Old");
                break;
            case "a column gone":
                migration.DropColumn("Less", "Old");
                break;
            case "a column renamed":
                migration.RenameColumn("Before", "Old", "After");
                break;
            case "a table gone":
                migration.DropTable("Old");
                break;
            default:
                migration.Sql("DELETE FROM Old");
                break;
        }
    }
}
