using Microsoft.Extensions.Logging.Abstractions;
using PrivateLink.Portal.Health;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Health;

public sealed class DatabaseHealthTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Ask_DatabaseGoneAndBack_IsToldOnceEach()
    {
        using var health = new DatabaseHealth(_database, _database.Time, NullLogger<DatabaseHealth>.Instance);
        var told = new List<string?>();
        health.Changed += () => told.Add(health.Problem);

        await health.AskAsync(Cancel);
        _database.Break();
        await health.AskAsync(Cancel);
        await health.AskAsync(Cancel);
        _database.Repair();
        await health.AskAsync(Cancel);

        Assert.Equal(2, told.Count);
        Assert.StartsWith("The SQLite database could not be used:", told[0], StringComparison.Ordinal);
        Assert.Null(told[1]);
    }
}
