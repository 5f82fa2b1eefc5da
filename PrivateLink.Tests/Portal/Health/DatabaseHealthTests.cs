using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Health;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Health;

public sealed class DatabaseHealthTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly DatabaseState _state = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Ask_DatabaseGoneAndBack_IsToldOnceEach()
    {
        using var health = Health();
        var told = new List<string?>();
        _state.Changed += () => told.Add(_state.Problem);

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

    [Fact]
    public async Task Ask_AnotherHoldsTheFile_OnlySavingIsImpossible()
    {
        using var health = Health();
        await health.AskAsync(Cancel);
        await using var other = new SqliteConnection($"Data Source={_database.Path};Pooling=False");
        await other.OpenAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);

        await health.AskAsync(Cancel);

        Assert.Null(_state.Away);
        Assert.StartsWith("Another program has locked the SQLite database", _state.ReadOnly, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_FileDeletedWhileOpen_IsNoticed_AndNoneIsCreated()
    {
        using var health = Health();
        await using var open = _database.CreateDbContext();
        await open.Database.OpenConnectionAsync(Cancel);
        await health.AskAsync(Cancel);
        File.Delete(_database.Path);

        await health.AskAsync(Cancel);

        Assert.Contains("was moved, deleted or replaced while the portal used it", _state.Problem, StringComparison.Ordinal);
        await health.AskAsync(Cancel);
        Assert.NotNull(_state.Away);
        Assert.False(File.Exists(_database.Path));
    }

    [Fact]
    public async Task Look_AskedAgainAtOnce_WritesNothing()
    {
        using var health = Health();
        await health.LookAsync(Cancel);
        _database.Break();

        Assert.Null(await health.LookAsync(Cancel));
        _database.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.NotNull(await health.LookAsync(Cancel));
        _database.Repair();
    }

    private DatabaseHealth Health() =>
        new(_database, _state, [], Options.Create(new EngineOptions()), TestMetrics.OfTheDatabase(), _database.Time, NullLogger<DatabaseHealth>.Instance);
}
