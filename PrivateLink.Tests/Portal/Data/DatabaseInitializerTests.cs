using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

public sealed class DatabaseInitializerTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly Trace _trace = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task PrepareAsync_NoFile_CreatesItInWalMode()
    {
        await Initializer().PrepareAsync(Cancel);

        Assert.Equal("wal", await ScalarAsync("PRAGMA journal_mode"));
        Assert.True((await Initializer().CheckAsync(Cancel)).IsCurrent);
    }

    /// <summary>An empty database would close every host of the policy made from the lost database.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MigrateAsync_DatabaseLostOrEmptied_CreatesNothingWhileAPolicyIsKept(bool emptied)
    {
        _trace.Location = "/var/lib/portal.policy";
        if (emptied) await File.WriteAllBytesAsync(_database.Path, [], Cancel);

        foreach (var attempt in (Func<Task>[])[() => Initializer().PrepareAsync(Cancel), () => Initializer().MigrateAsync(Cancel), () => Initializer().CheckAsync(Cancel)])
            if (await Record.ExceptionAsync(attempt) is { } exception)
                Assert.Contains($"{_database.Path} does not exist or is empty, and /var/lib/portal.policy holds", Assert.IsType<DatabaseNotReadyException>(exception).Message, StringComparison.Ordinal);

        Assert.Equal(emptied, File.Exists(_database.Path));
        Assert.True(!emptied || new FileInfo(_database.Path).Length == 0);
        _trace.Location = null;
        await Initializer().PrepareAsync(Cancel);
        Assert.True((await Initializer().CheckAsync(Cancel)).IsCurrent);
    }

    /// <summary>A mistyped file name would also close every host. The policy of the right database is in the same folder.</summary>
    [Fact]
    public async Task PrepareAsync_PolicyOfAnotherDatabaseBeside_CreatesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("privatelink-beside-");
        try
        {
            var policies = (IDatabaseTrace)new PolicyFolder(Path.Combine(folder.FullName, "portl.policy"));
            Directory.CreateDirectory(Path.Combine(folder.FullName, "portal.policy"));
            Assert.Null(policies.LocationOfAnother(Path.Combine(folder.FullName, "portl.db")));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "portal.policy", "00000001.policy"), "", Cancel);
            _trace.OfAnother = policies.LocationOfAnother(Path.Combine(folder.FullName, "portl.db"));
            Assert.Null(policies.LocationOfAnother("portl.db"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        var exception = await Assert.ThrowsAnyAsync<DatabaseNotReadyException>(() => Initializer().PrepareAsync(Cancel));

        Assert.Contains("portal.policy beside it holds the policy of a different database. Database:Path may be wrong", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_database.Path));
    }

    /// <summary>A dropped, mistyped or new database on SQL Server, with automatic migration at start.</summary>
    [Fact]
    public async Task PrepareAsync_SqlServerWithoutAnything_CreatesNothingWhileAPolicyIsKept()
    {
        var server = new SqlServerStandIn();
        server.Answers.Exists = false;
        server.Answers["MigrationId"] = "none";
        server.Answers["ProductVersion"] = "none";
        server.Answers.NothingFor("__EFMigrationsHistory");
        _trace.Location = "/var/lib/policy";
        var options = Options.Create(new DatabaseOptions { Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=nowhere.invalid;Database=none", Migrate = MigrationMode.Auto });
        var initializer = new DatabaseInitializer(server, _trace, options, _database.Time, NullLogger<DatabaseInitializer>.Instance);

        var exception = await Assert.ThrowsAnyAsync<DatabaseNotReadyException>(() => initializer.PrepareAsync(Cancel));

        Assert.StartsWith("The database none on nowhere.invalid does not exist or is empty, and /var/lib/policy holds", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Commands, command => command.Contains("CREATE", StringComparison.Ordinal));
    }

    /// <summary>The first query of the key ring, health checks, records or pages never creates a file.</summary>
    [Fact]
    public async Task AnyQuery_NoFile_FailsAndCreatesNone()
    {
        await using var context = _database.CreateDbContext();

        var exception = await Assert.ThrowsAsync<SqliteException>(() => context.DataProtectionKeys.ToListAsync(Cancel));

        Assert.True(DatabaseErrors.IsDatabaseFault(exception));
        Assert.False(File.Exists(_database.Path));
    }

    [Fact]
    public async Task PrepareAsync_Twice_ChangesNothing()
    {
        await Initializer().PrepareAsync(Cancel);
        await Initializer().PrepareAsync(Cancel);

        Assert.True((await Initializer().CheckAsync(Cancel)).IsCurrent);
    }

    [Fact]
    public async Task PrepareAsync_CheckOnly_SaysWhatIsMissingAndCreatesNothing()
    {
        var exception = await Assert.ThrowsAsync<SchemaMismatchException>(() => Initializer(MigrationMode.Check).PrepareAsync(Cancel));

        Assert.Contains("Run 'db migrate'", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_database.Path));
    }

    /// <summary>A process killed during a migration leaves its lock row. The next start must not wait for it.</summary>
    [Fact]
    public async Task PrepareAsync_LockOfAKilledProcess_IsRemoved()
    {
        await ScalarAsync("""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""");

        await Initializer().PrepareAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.True((await Initializer().CheckAsync(Cancel)).IsCurrent);
    }

    [Fact]
    public async Task PrepareAsync_InSeveralProcesses_MigratesOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Initializer(time: TimeProvider.System).PrepareAsync(Cancel), Cancel)));

        Assert.True((await Initializer().CheckAsync(Cancel)).IsCurrent);
    }

    [Fact]
    public async Task PrepareAsync_DatabaseOfANewerPortal_IsRefused()
    {
        await _database.CreateAsync();
        await ScalarAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0')""");

        var exception = await Assert.ThrowsAsync<SchemaMismatchException>(() => Initializer().PrepareAsync(Cancel));

        Assert.Contains("29990101000000_Future", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrepareAsync_NoDatabaseFile_NamesTheSetting()
    {
        await File.WriteAllTextAsync(_database.Path, "this is a text file and no database at all, whatever it is called", Cancel);

        var exception = await Assert.ThrowsAnyAsync<DatabaseNotReadyException>(() => Initializer().PrepareAsync(Cancel));

        Assert.StartsWith("The SQLite database could not be used:", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Check Database:Path", exception.Message, StringComparison.Ordinal);
    }

    private DatabaseInitializer Initializer(MigrationMode? migrate = null, TimeProvider? time = null) =>
        new(_database, _trace, Options.Create(new DatabaseOptions { Path = _database.Path, Migrate = migrate }), time ?? _database.Time, NullLogger<DatabaseInitializer>.Instance);

    private async Task<object?> ScalarAsync(string sql)
    {
        var text = _database.CreateDbContext().Database.GetConnectionString()!;
        await SqliteFile.CreateIfMissingAsync(text, Cancel);
        await using DbConnection connection = new SqliteConnection(text);
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests write their own SQL.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(Cancel);
    }

    private sealed class Trace : IDatabaseTrace
    {
        public string Folder => ".";

        public string? Location { get; set; }

        public string? OfAnother { get; set; }

        public string? LocationOfAnother(string file) => OfAnother;
    }
}
