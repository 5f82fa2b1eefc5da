using Xunit;

namespace PrivateLink.Tests.Support.Data;

/// <summary>The base for tests of accounts, each with its own database.</summary>
public abstract class PeopleTests(TestDatabase database) : IAsyncLifetime
{
    internal PeopleWorld World { get; } = new(database, database.Time);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected DateTime Now => database.Time.GetUtcNow().UtcDateTime;

    protected TestDatabase Database => database;

    public async ValueTask InitializeAsync()
    {
        await database.CreateAsync();
        await World.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
