using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

/// <summary>A user's save survives a power cut, because its commit waits for the disk. Records do not wait.</summary>
public sealed class SqliteDurabilityTests : IAsyncLifetime
{
    private const int Normal = 1;
    private const int Full = 2;

    private readonly SqliteTestDatabase _database = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task EveryContext_WaitsForTheDisk_UnlessItSaysOtherwise_AndTheNextOneWaitsAgain()
    {
        Assert.Equal(Full, await SynchronousAsync(relaxed: false));
        Assert.Equal(Normal, await SynchronousAsync(relaxed: true));
        Assert.Equal(Full, await SynchronousAsync(relaxed: false));
    }

    private async Task<int> SynchronousAsync(bool relaxed)
    {
        await using var context = _database.CreateDbContext();
        if (relaxed) await context.Database.RelaxAsync(Cancel);
        return (await context.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").ToListAsync(Cancel)).Single();
    }
}
