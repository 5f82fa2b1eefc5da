using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;

namespace PrivateLink.Tests.Support.Data;

/// <summary>A SQLite file with the portal's own connection settings. Migrated once per run, copied for each test.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private static readonly Lazy<Task<string>> Template = new(MigrateTemplateAsync);

    public SqliteTestDatabase() : this(NewPath())
    {
    }

    private SqliteTestDatabase(string path) => Path = path;

    public string Path { get; }

    public DatabaseOptions Options => new() { Path = Path, CommandTimeout = TimeSpan.FromSeconds(5) };

    public override async ValueTask CreateAsync() => File.Copy(await Template.Value, Path);

    public override PortalDbContext CreateDbContext() => new SqlitePortalDbContext(
        (DbContextOptions<SqlitePortalDbContext>)new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite(Options, contentRoot: "/").Options, Time);

    /// <summary>Takes the file away, as a full disk or a lost volume does.</summary>
    public void Break()
    {
        SqliteConnection.ClearAllPools();
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
        using (var connection = new SqliteConnection(CreateDbContext().Database.GetConnectionString())) SqliteConnection.ClearPool(connection);
        foreach (var file in Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!, System.IO.Path.GetFileName(Path) + "*")) File.Delete(file);
        return ValueTask.CompletedTask;
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

        // Everything into the one file that is copied.
        SqliteConnection.ClearAllPools();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(template.Path);
        return template.Path;
    }
}
