using Microsoft.Data.Sqlite;
using PrivateLink.Portal.Changes;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Changes;

/// <summary>No save is acknowledged that the next process would not find. A save that cannot succeed fails within seconds, with a clear message.</summary>
public sealed class LostFileTests() : PortalWorldTest(new SqliteTestDatabase { IsImpatient = true })
{
    private string DatabasePath => ((SqliteTestDatabase)Database).Path;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SaveAsync_FileDeletedOrReplaced_IsNotAcknowledgedAndNotInForce(bool replaced)
    {
        var id = await World.CreateAsync(World.Draft(mode: ResourceMode.Monitor));
        var revision = World.Store.Current!.Revision;
        foreach (var file in (string[])[DatabasePath, $"{DatabasePath}-wal", $"{DatabasePath}-shm"]) File.Delete(file);
        await using var other = new SqliteTestDatabase();
        await other.CreateAsync();
        if (replaced) File.Copy(other.Path, DatabasePath);

        var result = await World.Resources.UpdateAsync(PortalWorld.Company, id, 1, World.Draft(mode: ResourceMode.Monitor, links: World.AwsDraft()), Cancel);

        // The new file at the path is opened, which has no such host.
        if (replaced) Assert.IsType<SaveResult.NotFound>(result);
        else Assert.Contains("was moved, deleted or replaced while the portal used it", Assert.IsType<SaveResult.Unavailable>(result).Message, StringComparison.Ordinal);
        Assert.Equal(revision, World.Store.Current!.Revision);
        Assert.Equal(replaced, File.Exists(DatabasePath));
    }

    [Fact]
    public async Task SaveAsync_HeldByAnotherProgram_SaysSoAndNotThatOthersSaved()
    {
        await using var other = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        await other.OpenAsync(Cancel);
        await ExecuteAsync(other, "BEGIN IMMEDIATE;");

        var result = await World.Resources.CreateAsync(PortalWorld.Company, World.Draft(), Cancel);

        Assert.Equal("Nothing was saved. Another program has locked the SQLite database for several seconds.", Assert.IsType<SaveResult.Unavailable>(result).Message);
        await ExecuteAsync(other, "ROLLBACK;");
        Assert.IsType<SaveResult.Saved>(await World.Resources.CreateAsync(PortalWorld.Company, World.Draft(), Cancel));
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests write their own SQL.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
