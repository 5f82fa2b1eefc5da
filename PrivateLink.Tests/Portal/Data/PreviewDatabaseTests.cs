using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

/// <summary>
/// A preview's database is upgraded with its rows, or refused with an explanation. <c>NewestPreview.sql</c> is a dump of the newest preview's
/// database.
/// </summary>
public sealed class PreviewDatabaseTests : IAsyncLifetime
{
    private const string Newest = "20261130060305_Heartbeats";

    private readonly SqliteTestDatabase _database = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var context = _database.CreateDbContext();
        await SqliteFile.CreateIfMissingAsync(context.Database.GetConnectionString()!, Cancel);
        await ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "PrivateLink.Tests", "Portal", "Data", "NewestPreview.sql"), Cancel));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task PrepareAsync_NewestPreview_TakesItOverWithItsRowsAndTheSameTables()
    {
        await using var fresh = new SqliteTestDatabase();
        await fresh.CreateAsync();

        await Initializer().PrepareAsync(Cancel);
        await Initializer().PrepareAsync(Cancel);

        await using var context = _database.CreateDbContext();
        await using var other = fresh.CreateDbContext();
        var state = await Initializer().CheckAsync(Cancel);
        Assert.Equal(context.Database.GetMigrations(), state.Applied);
        Assert.Equal((true, 0), (state.IsCurrent, state.Unprotected.Count));
        Assert.Equal("Megacorp", (await context.Tenants.SingleAsync(Cancel)).Name);
        Assert.Equal(Guid.Parse("8CD0CF45-D1E6-6513-5894-A325DF7197F0"), (await context.Installations.SingleAsync(Cancel)).Id);
        Assert.Equal(await SqliteSchema.ReadAsync(other, Cancel), await SqliteSchema.ReadAsync(context, Cancel));
    }

    [Theory]
    [InlineData($"DELETE FROM __EFMigrationsHistory WHERE MigrationId = '{Newest}'", "20261130060000_CompanySwitches")]
    [InlineData("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%_People'", Newest)]
    public async Task PrepareAsync_AnotherPreview_SaysWhatWasFoundAndWhatToDo(string sql, string end)
    {
        await ExecuteAsync(sql);
        await using var context = _database.CreateDbContext();
        var before = await context.Database.GetAppliedMigrationsAsync(Cancel);

        foreach (var mode in Enum.GetValues<MigrationMode>())
        {
            var exception = await Assert.ThrowsAnyAsync<DatabaseNotReadyException>(() => Initializer(mode).PrepareAsync(Cancel));

            Assert.StartsWith($"A preview of this portal created the database, and its schema ends at {end}.", exception.Message, StringComparison.Ordinal);
            Assert.EndsWith("Start the newest preview with it once, then this portal. Or start with an empty database.", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await context.Database.GetAppliedMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task PrepareAsync_NewestPreviewCheckOnly_SaysWhichVerbTakesItOver()
    {
        var exception = await Assert.ThrowsAnyAsync<DatabaseNotReadyException>(() => Initializer(MigrationMode.Check).PrepareAsync(Cancel));

        Assert.Contains("Run 'db migrate'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(14, (await Initializer().CheckAsync(Cancel)).Applied.Count);
    }

    [Fact]
    public async Task Verbs_OnTheNewestPreview_ExplainAndTakeOver()
    {
        var path = $"--Database:Path={_database.Path}";

        var check = await PortalVerb.RunAsync("db", "check", path);
        var migrate = await PortalVerb.RunAsync("db", "migrate", path);
        var again = await PortalVerb.RunAsync("db", "check", path);

        Assert.Equal((1, 0, 0), (check.ExitCode, migrate.ExitCode, again.ExitCode));
        Assert.Contains("preview  A preview of this portal created the database.", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("newer", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdoptAsync_OnSqlServer_IsUnderstood()
    {
        var server = new SqlServerStandIn();
        await using var context = server.CreateDbContext();

        await new PreviewSchema(["20261123151856_Initial", "20261130060309_Heartbeats"], "20261130060309_Heartbeats").AdoptAsync(context, Cancel);

        Assert.Collection(
            server.Commands,
            command => Assert.Matches(@"(?s)^DELETE FROM \[__EFMigrationsHistory\].+20261123151856_Initial", command),
            command => Assert.Matches(@"(?s)^DELETE FROM \[__EFMigrationsHistory\].+20261130060309_Heartbeats", command),
            command => Assert.Matches($@"(?s)^INSERT INTO \[__EFMigrationsHistory\].+{context.Database.GetMigrations().First()}", command));
    }

    private DatabaseInitializer Initializer(MigrationMode mode = MigrationMode.Auto) => new(
        _database,
        new PolicyFolder(_database.Path + ".policy"),
        Options.Create(new DatabaseOptions { Path = _database.Path, Migrate = mode }),
        _database.Time,
        NullLogger<DatabaseInitializer>.Instance);

    private async Task ExecuteAsync(string sql)
    {
        await using var context = _database.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync(sql, Cancel);
    }
}
