using Xunit;

namespace PrivateLink.Tests.Support.Data;

/// <summary>Tests of people, on a database of their own.</summary>
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
