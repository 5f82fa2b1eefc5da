using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PrivateLink.Portal.Data;

namespace PrivateLink.Tests.Support.Data;

/// <summary>A SQLite file with the portal's own connection settings. Migrated once per run, copied for each test.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private static readonly Lazy<Task<string>> Template = new(MigrateTemplateAsync);

    private bool _wasFull;

    public SqliteTestDatabase() : this(NewPath())
    {
    }

    /// <summary>The database of a portal, which keeps its file.</summary>
    public SqliteTestDatabase(string path) => Path = path;

    public string Path { get; }

    /// <summary>Whether to wait for locks as briefly as the settings permit, for tests in which the lock is never released.</summary>
    public bool IsImpatient { get; init; }

    /// <summary>Whether the file may not grow any more, as on a full disk: a small write that fits into it is still taken.</summary>
    public bool IsFull
    {
        get;
        set
        {
            field = value;
            _wasFull |= value;
        }
    }

    public DatabaseOptions Options => new() { Path = Path, CommandTimeout = TimeSpan.FromSeconds(IsImpatient ? 1 : 5) };

    private string ConnectionString => CreateDbContext().Database.GetConnectionString()!;

    public override async ValueTask CreateAsync() => File.Copy(await Template.Value, Path);

    public override PortalDbContext CreateDbContext()
    {
        var builder = new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite(Options, contentRoot: "/");
        if (IsImpatient) builder.AddInterceptors(Impatience.Instance);
        if (_wasFull) builder.AddInterceptors(IsFull ? Fullness.Full : Fullness.Free);
        return new SqlitePortalDbContext((DbContextOptions<SqlitePortalDbContext>)builder.Options, Time);
    }

    /// <summary>
    /// Writes everything into the file itself and closes its connections. Only those of this file, because other tests delete files that the portal
    /// still has open.
    /// </summary>
    public static void Settle(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }

        connection.Close();
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>Makes the file unusable, as a full disk or a lost volume would.</summary>
    public void Break()
    {
        Forget();
        File.Move(Path, Path + ".away");
        Directory.CreateDirectory(Path);
    }

    public void Repair()
    {
        Directory.Delete(Path);
        File.Move(Path + ".away", Path);
    }

    public override ValueTask DisposeAsync()
    {
        Forget();
        foreach (var file in Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!, System.IO.Path.GetFileName(Path) + "*")) File.Delete(file);
        return ValueTask.CompletedTask;
    }

    private void Forget()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static string NewPath() => System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"privatelink-test-{Guid.NewGuid():N}.db");

    private static async Task<string> MigrateTemplateAsync()
    {
        var template = new SqliteTestDatabase(NewPath());
        await using (var context = template.CreateDbContext())
        {
            await SqliteFile.CreateIfMissingAsync(context.Database.GetConnectionString()!);
            await context.Database.MigrateAsync();
        }

        Settle(template.ConnectionString);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(template.Path);
        return template.Path;
    }

    /// <summary>A page count below that of the file is raised to it, and above it SQLite says that the disk is full. Pooled connections keep what they were told.</summary>
    private sealed class Fullness(long pages) : DbConnectionInterceptor
    {
        public static Fullness Full { get; } = new(1);

        public static Fullness Free { get; } = new(uint.MaxValue - 1);

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A number of ours.
            command.CommandText = $"PRAGMA max_page_count = {pages}";
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }

    /// <summary>Removes the five seconds for which the portal lets SQLite wait.</summary>
    private sealed class Impatience : DbConnectionInterceptor
    {
        public static Impatience Instance { get; } = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 0";
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
