using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

/// <summary>
/// A SQLite file is moved, deleted, or replaced by an older copy while the portal runs. No file may be damaged, and nothing may be acknowledged that
/// is not in the file at its path. Only Linux can tell such files apart.
/// </summary>
public sealed class OpenedSqliteFileTests : IAsyncLifetime
{
    private const int Many = 200;

    private readonly SqliteTestDatabase _database = new();
    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("privatelink-lost-");
    private int _number;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Moved => Path.Combine(_elsewhere.FullName, "portal.db");

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _elsewhere.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_FileMovedAwayAndBack_IsRefusedMeanwhileAndGoesOn(bool withItsOthers)
    {
        await WriteManyAsync();
        await using (await ReaderAsync())
        {
            Move(_database.Path, Moved, withItsOthers);
            await RefusedAsync();
        }

        await RefusedAsync();
        Move(Moved, _database.Path, withItsOthers);
        await WriteAsync();

        await AssertWholeAsync(Many + 1);
    }

    /// <summary>The log holds the latest saves, and connections in use have it open. A new connection would start another log beside it.</summary>
    [Fact]
    public async Task Write_FileBackWithoutItsLog_IsRefusedUntilThatIsBackToo()
    {
        await WriteManyAsync();
        await using (await ReaderAsync())
        {
            Move(_database.Path, Moved, withItsOthers: true);
            await RefusedAsync();
            File.Move(Moved, _database.Path);
            await RefusedAsync();
        }

        var why = await RefusedAsync();
        Assert.Contains("It is back without", why.Message, StringComparison.Ordinal);
        File.Move(Moved + "-wal", _database.Path + "-wal");
        await WriteAsync();

        await AssertWholeAsync(Many + 1);
    }

    /// <summary>The last connection to close writes the whole log into the file and removes the log.</summary>
    [Fact]
    public async Task Write_FileMovedAwayAndBackAfterItsLogWasPutIntoIt_GoesOn()
    {
        await WriteManyAsync();
        SqliteTestDatabase.Settle(_database.CreateDbContext().Database.GetConnectionString()!);
        Move(_database.Path, Moved, withItsOthers: true);
        await RefusedAsync();
        Move(Moved, _database.Path, withItsOthers: true);
        await WriteAsync();

        await AssertWholeAsync(Many + 1);
    }

    [Fact]
    public async Task Write_OlderCopyBesideTheLogOfTheFileBefore_IsRefusedUntilTheLogIsGone()
    {
        await WriteManyAsync();
        var copy = Path.Combine(_elsewhere.FullName, "copy.db");
        await CopyAsync(copy);
        await WriteManyAsync();
        await using (await ReaderAsync())
        {
            Move(_database.Path, Moved, withItsOthers: false);
            File.Copy(copy, _database.Path);
            await RefusedAsync();
        }

        var why = await RefusedAsync();
        Assert.Contains("Stop the portal", why.Message, StringComparison.Ordinal);
        Assert.Contains("-wal", why.Message, StringComparison.Ordinal);
        File.Delete(_database.Path + "-wal");
        File.Delete(_database.Path + "-shm");
        await WriteAsync();

        await AssertWholeAsync(Many + 1);
    }

    [Fact]
    public async Task Write_FileBeforeIsPutBackInTheCopysPlace_LosesNothing()
    {
        await WriteManyAsync();
        var copy = Path.Combine(_elsewhere.FullName, "copy.db");
        await CopyAsync(copy);
        await WriteManyAsync();
        Move(_database.Path, Moved, withItsOthers: false);
        File.Copy(copy, _database.Path);
        await RefusedAsync();
        File.Move(Moved, _database.Path, overwrite: true);
        await WriteAsync();

        await AssertWholeAsync((2 * Many) + 1);
    }

    [Fact]
    public async Task Write_FileDeleted_IsRefusedAndNoneIsMade()
    {
        await WriteManyAsync();
        await using var reader = await ReaderAsync();
        File.Delete(_database.Path);

        await RefusedAsync();

        Assert.False(File.Exists(_database.Path));
    }

    /// <summary>Other connections would find a different log with the same name.</summary>
    [Fact]
    public async Task Write_LogDeletedWhileAConnectionIsInUse_WaitsForItAndLosesNothing()
    {
        await WriteManyAsync();
        await using (await ReaderAsync())
        {
            File.Delete(_database.Path + "-wal");
            await RefusedAsync();
        }

        await WriteAsync();

        await AssertWholeAsync(Many + 1);
    }

    /// <summary>Idle connections keep using the log after its name is deleted. Its content must be in the file before the file is moved.</summary>
    [Fact]
    public async Task Write_LogDeletedWhileConnectionsAreIdle_IsPutIntoTheFileAtTheNextOne()
    {
        await WriteManyAsync();
        File.Delete(_database.Path + "-wal");
        await WriteAsync();
        Move(_database.Path, Moved, withItsOthers: false);
        await RefusedAsync();
        Move(Moved, _database.Path, withItsOthers: false);
        await WriteAsync();

        await AssertWholeAsync(Many + 2);
    }

    [Fact]
    public async Task Commit_FileMovedSinceTheTransactionBegan_IsRefused()
    {
        await using var context = _database.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(Cancel);
        context.Heartbeats.Add(Row());
        await context.SaveChangesAsync(Cancel);
        File.Move(_database.Path, Moved);

        await Assert.ThrowsAsync<DatabaseMovedException>(() => transaction.CommitAsync(Cancel));
    }

    [Fact]
    public async Task Commit_DamageWasFound_IsRefusedUntilTheProcessEnds()
    {
        await WriteManyAsync();
        SqliteTestDatabase.Settle(_database.CreateDbContext().Database.GetConnectionString()!);
        await using (var file = File.OpenWrite(_database.Path))
        {
            file.Position = 4096;
            await file.WriteAsync(new byte[(int)file.Length - 4096], Cancel);
        }

        await using (var context = _database.CreateDbContext())
            await Assert.ThrowsAsync<SqliteException>(() => context.Heartbeats.CountAsync(Cancel));

        await using var another = _database.CreateDbContext();
        await using var transaction = await another.Database.BeginTransactionAsync(Cancel);
        var why = await Assert.ThrowsAsync<DatabaseDamagedException>(() => transaction.CommitAsync(Cancel));
        Assert.Contains("Stop the portal", why.Message, StringComparison.Ordinal);
    }

    /// <summary>The first row is read with the command, the others after it.</summary>
    [Fact]
    public async Task Commit_DamageWasFoundAtALaterRow_IsRefused()
    {
        await WriteManyAsync();
        SqliteTestDatabase.Settle(ConnectionString);
        await ClearLastRowsAsync();

        await using (var context = _database.CreateDbContext())
            await Assert.ThrowsAsync<SqliteException>(() => context.Heartbeats.ToListAsync(Cancel));

        await using var another = _database.CreateDbContext();
        await using var transaction = await another.Database.BeginTransactionAsync(Cancel);
        await Assert.ThrowsAsync<DatabaseDamagedException>(() => transaction.CommitAsync(Cancel));
    }

    [Fact]
    public async Task DemandInPlaceAsync_FindsDamage_RemembersIt()
    {
        await WriteManyAsync();
        SqliteTestDatabase.Settle(ConnectionString);
        await ClearLastRowsAsync();

        // As after a commit: a connection to the file is open.
        await using var reader = _database.CreateDbContext();
        await reader.Database.OpenConnectionAsync(Cancel);
        const string Query = """SELECT 1 FROM "Heartbeats" WHERE "Time" = @time""";
        await Assert.ThrowsAsync<DatabaseDamagedException>(() => SqliteFile.DemandInPlaceAsync(ConnectionString, Query, new Dictionary<string, object> { ["@time"] = "" }, Cancel));

        Assert.Throws<DatabaseDamagedException>(OpenedSqliteFile.Of(ConnectionString)!.DemandWhole);
    }

    private string ConnectionString => _database.CreateDbContext().Database.GetConnectionString()!;

    /// <summary>Clears the page with the newest rows; those before it can still be read.</summary>
    private async Task ClearLastRowsAsync()
    {
        const int PageSize = 4096;
        const byte LeafOfATable = 13;
        var bytes = await File.ReadAllBytesAsync(_database.Path, Cancel);
        var last = Encoding.UTF8.GetBytes($"node-{Many}");
        var page = Enumerable.Range(0, bytes.Length / PageSize).Single(index => bytes[index * PageSize] == LeafOfATable && bytes.AsSpan(index * PageSize, PageSize).IndexOf(last) >= 0);
        bytes.AsSpan(page * PageSize, PageSize).Clear();
        await using var file = File.OpenWrite(_database.Path);
        await file.WriteAsync(bytes, Cancel);
    }

    private Heartbeat Row() => new() { Node = $"node-{++_number}", Time = new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc) };

    private async Task WriteAsync(int rows = 1)
    {
        await using var context = _database.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(Cancel);
        for (var row = 0; row < rows; row++) context.Heartbeats.Add(Row());
        await context.SaveChangesAsync(Cancel);
        await transaction.CommitAsync(Cancel);
    }

    /// <summary>Twice, so that the connection that the first left in the pool is known.</summary>
    private async Task WriteManyAsync()
    {
        await WriteAsync(Many / 2);
        await WriteAsync(Many / 2);
    }

    private Task<DatabaseMovedException> RefusedAsync() => Assert.ThrowsAsync<DatabaseMovedException>(() => WriteAsync());

    /// <summary>A connection that reads the file and stays in use, as an export does.</summary>
    private async Task<PortalDbContext> ReaderAsync()
    {
        var context = _database.CreateDbContext();
        await context.Database.OpenConnectionAsync(Cancel);
        _ = await context.Heartbeats.CountAsync(Cancel);
        return context;
    }

    private async Task CopyAsync(string path)
    {
        await using var context = _database.CreateDbContext();
        await context.Database.ExecuteSqlAsync($"VACUUM INTO {path}", Cancel);
        SetWal(path);
    }

    private static void SetWal(string path)
    {
        using var copy = new SqliteConnection($"Data Source={path};Pooling=False");
        copy.Open();
        using var command = copy.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = 'wal'";
        command.ExecuteNonQuery();
    }

    private static void Move(string from, string to, bool withItsOthers)
    {
        File.Move(from, to);
        foreach (var suffix in (string[])["-wal", "-shm"])
            if (withItsOthers && File.Exists(from + suffix)) File.Move(from + suffix, to + suffix);
    }

    /// <summary>The file as the next process finds it.</summary>
    private async Task AssertWholeAsync(int expected)
    {
        SqliteTestDatabase.Settle(_database.CreateDbContext().Database.GetConnectionString()!);
        await using DbConnection connection = new SqliteConnection($"Data Source={_database.Path};Pooling=False;Mode=ReadOnly");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", await command.ExecuteScalarAsync(Cancel));
        command.CommandText = "SELECT COUNT(*) FROM Heartbeats";
        var rows = Convert.ToInt32(await command.ExecuteScalarAsync(Cancel), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, rows);
    }
}
