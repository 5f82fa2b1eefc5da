using Microsoft.Data.Sqlite;
using PrivateLink.Portal.Changes;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Changes;

/// <summary>No save is acknowledged that the next process would not find. A save that cannot succeed fails within seconds, with a clear message.</summary>
public sealed class LostFileTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new() { IsImpatient = true };
    private readonly PortalWorld _world;

    public LostFileTests() => _world = new(_database, _database.Time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        await _world.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SaveAsync_FileDeletedOrReplaced_IsNotAcknowledgedAndNotInForce(bool replaced)
    {
        var id = await _world.CreateAsync(_world.Draft(mode: ResourceMode.Monitor));
        var revision = _world.Store.Current!.Revision;
        foreach (var file in (string[])[_database.Path, $"{_database.Path}-wal", $"{_database.Path}-shm"]) File.Delete(file);
        await using var other = new SqliteTestDatabase();
        await other.CreateAsync();
        if (replaced) File.Copy(other.Path, _database.Path);

        var result = await _world.Resources.UpdateAsync(PortalWorld.Company, id, 1, _world.Draft(mode: ResourceMode.Monitor, links: _world.AwsDraft()), Cancel);

        // The new file at the path is opened, which has no such host.
        if (replaced) Assert.IsType<SaveResult.NotFound>(result);
        else Assert.Contains("was moved, deleted or replaced while the portal used it", Assert.IsType<SaveResult.Unavailable>(result).Message, StringComparison.Ordinal);
        Assert.Equal(revision, _world.Store.Current!.Revision);
        Assert.Equal(replaced, File.Exists(_database.Path));
    }

    [Fact]
    public async Task SaveAsync_HeldByAnotherProgram_SaysSoAndNotThatOthersSaved()
    {
        await using var other = new SqliteConnection($"Data Source={_database.Path};Pooling=False");
        await other.OpenAsync(Cancel);
        await ExecuteAsync(other, "BEGIN IMMEDIATE;");

        var result = await _world.Resources.CreateAsync(PortalWorld.Company, _world.Draft(), Cancel);

        Assert.Equal("Another program has locked the SQLite database for several seconds. Nothing was saved.", Assert.IsType<SaveResult.Unavailable>(result).Message);
        await ExecuteAsync(other, "ROLLBACK;");
        Assert.IsType<SaveResult.Saved>(await _world.Resources.CreateAsync(PortalWorld.Company, _world.Draft(), Cancel));
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
