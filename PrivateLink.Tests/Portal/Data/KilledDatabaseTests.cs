using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

/// <summary>
/// A portal that is killed (SIGKILL) while it migrates or writes starts again. <c>scripts/kill-database.sh</c> does it fifty times.
/// </summary>
[Needs(Needs.Process)]
public sealed class KilledDatabaseTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("PRIVATELINK_KILLS") ?? "3", CultureInfo.InvariantCulture);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-killed-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Migration_KilledAnywhere_IsDoneByTheNextStart()
    {
        for (var kill = 1; kill <= Kills; kill++)
        {
            var database = Path.Combine(_folder.FullName, $"{kill}.db");

            // Kills a little later each time: before the file exists, during the first migration (which starts at 28 KB), and after it.
            var bytes = kill * 30_000L / Kills;
            using (var migration = Start("db", "migrate", $"--Database:Path={database}"))
            {
                await Eventually.TrueAsync(() => migration.HasExited || LengthOf(database) >= bytes);
                await KillAsync(migration);
            }

            await AssertWorksAsync(database, $"kill {kill} of {Kills}, at {bytes} bytes");
        }
    }

    /// <summary>The worst leftover of such a process: the lock row that every later migration waits for.</summary>
    [Fact]
    public async Task Migration_KilledWithItsLockTaken_IsDoneByTheNextStart()
    {
        var database = Path.Combine(_folder.FullName, "locked.db");
        Execute(database, """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""");

        await AssertWorksAsync(database, "with the lock row of a killed process");
    }

    [Fact]
    public async Task Portal_KilledWhileItWrites_StartsAgainOnTheSameDatabase()
    {
        var database = Path.Combine(_folder.FullName, "written.db");
        for (var kill = 1; kill <= Kills; kill++)
        {
            // Disposing the process kills it.
            await using var portal = await PortalProcess.StartAsync(connectionsPerSecond: 100, $"--Database:Path={database}");
            var before = Count(database);
            await Eventually.TrueAsync(() => Count(database) > before);
        }

        await AssertWorksAsync(database, $"after {Kills} kills");
        await AssertRowsAndSumsAgreeAsync(database);
    }

    /// <summary>Checks that the next start has stored everything in the journals: every connection has a row and is in the totals.</summary>
    private static async Task AssertRowsAndSumsAgreeAsync(string database)
    {
        var notes = Path.ChangeExtension(database, ".records");
        var left = Directory.GetFiles(notes);
        Assert.NotEmpty(left);
        await using (var portal = await PortalProcess.StartAsync(connectionsPerSecond: 1, $"--Database:Path={database}"))
        {
            await Eventually.TrueAsync(() => !Array.Exists(left, File.Exists));
            await portal.TerminateAsync();
        }

        Assert.Empty(Directory.GetFiles(notes));

        var rows = Count(database);
        Assert.Equal((rows, 0L), ((long)Execute(database, "SELECT SUM(Connections) FROM HourlyRollUps")!, (long)Execute(database, "SELECT COUNT(*) FROM RecordGaps")!));
    }

    private static Process Start(params IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(PortalProcess.Program, arguments)
    {
        WorkingDirectory = Repository.Portal,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }

    private static long LengthOf(string database) =>
        new[] { database, database + "-wal", database + "-journal" }.Where(File.Exists).Sum(file => new FileInfo(file).Length);

    private static async Task AssertWorksAsync(string database, string when)
    {
        var migrated = await PortalVerb.RunAsync("db", "migrate", $"--Database:Path={database}");
        Assert.True(migrated.ExitCode == 0, $"{when}: {migrated.Output}{migrated.Error}");
        var audit = await PortalVerb.RunAsync("audit", "verify", $"--Database:Path={database}");
        Assert.True(audit.ExitCode == 0, $"{when}: {audit.Output}{audit.Error}");
        Assert.Equal((when, "ok"), (when, (string?)Execute(database, "PRAGMA integrity_check")));
    }

    private static long Count(string database) => (long)Execute(database, "SELECT COUNT(*) FROM ConnectionRecords")!;

    private static object? Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests write their own SQL.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
