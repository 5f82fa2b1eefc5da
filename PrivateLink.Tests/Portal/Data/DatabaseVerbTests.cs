using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

/// <summary>The verbs for the database on the command line.</summary>
public sealed class DatabaseVerbTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-verbs-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => $"--Database:Path={_database.Path}";

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        using var world = new PortalWorld(_database, _database.Time);
        await world.SeedAsync();
        await world.CreateAsync(world.Draft());
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Backup_OfADatabaseInUse_IsWholeAndOverwritesNothing()
    {
        var copy = System.IO.Path.Combine(_folder.FullName, "copy.db");
        await using var inUse = _database.CreateDbContext();
        await using var transaction = await inUse.Database.BeginTransactionAsync(Cancel);
        await inUse.Database.ExecuteSqlAsync($"""UPDATE "Tenants" SET "Name" = 'not committed'""", Cancel);

        var first = await PortalVerb.RunAsync("db", "backup", copy, Path);
        var second = await PortalVerb.RunAsync("db", "backup", copy, Path);

        Assert.Equal((0, $"The database was copied to {copy}.\n"), (first.ExitCode, first.Output));
        Assert.Equal(3, second.ExitCode);
        Assert.Contains("never overwrites a file", second.Error, StringComparison.Ordinal);
        await using var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT GROUP_CONCAT(Name) FROM (SELECT Name FROM Tenants ORDER BY Name)";
        Assert.Equal("Globex,Megacorp", await command.ExecuteScalarAsync(Cancel));
        Assert.Equal(0, (await PortalVerb.RunAsync("db", "check", $"--Database:Path={copy}")).ExitCode);
        Assert.Equal(0, (await PortalVerb.RunAsync("audit", "verify", $"--Database:Path={copy}")).ExitCode);
    }

    [Fact]
    public async Task Backup_OfSqlServer_SaysWhoseJobThatIs()
    {
        var result = await PortalVerb.RunAsync("db", "backup", "copy.db", "--Database:Provider=SqlServer", "--Database:ConnectionString=Server=nowhere.invalid;Database=p");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("BACKUP DATABASE", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AWholeLog_SaysUpToWhichHash()
    {
        var result = await PortalVerb.RunAsync("audit", "verify", Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("^The audit log is intact: 1 entries, up to hash [0-9a-f]{64}.\n$", result.Output);
    }

    [Fact]
    public async Task Check_WithoutATrigger_SaysSoAndMigratePutsItBack()
    {
        await using (var context = _database.CreateDbContext())
            await context.Database.ExecuteSqlAsync($"""DROP TRIGGER "TR_AuditEntries_AppendOnly_Delete" """, Cancel);

        var open = await PortalVerb.RunAsync("db", "check", Path);
        var restored = await PortalVerb.RunAsync("db", "migrate", Path);
        var whole = await PortalVerb.RunAsync("db", "check", Path);

        Assert.Equal((1, 0, 0), (open.ExitCode, restored.ExitCode, whole.ExitCode));
        Assert.Contains("open     trigger TR_AuditEntries_AppendOnly_Delete is missing", open.Output, StringComparison.Ordinal);
        Assert.Contains("restored trigger TR_AuditEntries_AppendOnly_Delete is missing", restored.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ALogCutOffAtItsEnd_IsSeenByWhatTheDiskKnows()
    {
        var folder = $"--Policy:Folder={_folder.FullName}";
        new AuditCheckpoint(new PolicyFolder(_folder.FullName)).Write(new AuditEnd(7, AuditChain.Root));

        var result = await PortalVerb.RunAsync("audit", "verify", Path, folder);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The audit log is broken at its end: the disk has entry 7, but the log was truncated after entry 1.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ABrokenLog_NamesTheFirstBrokenEntry()
    {
        await using (var context = _database.CreateDbContext())
            await context.Database.ExecuteSqlAsync($"""DROP TRIGGER "TR_AuditEntries_AppendOnly_Update"; UPDATE "AuditEntries" SET "Actor" = 'eve'""", Cancel);

        var result = await PortalVerb.RunAsync("audit", "verify", Path);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("The audit log is broken at entry 1: it was changed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_NoDatabase_CreatesNone()
    {
        var nowhere = System.IO.Path.Combine(_folder.FullName, "none.db");

        Assert.Equal(3, (await PortalVerb.RunAsync("audit", "verify", $"--Database:Path={nowhere}")).ExitCode);

        Assert.False(File.Exists(nowhere));
    }
}
