using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public sealed class SavedViewsTests : IAsyncLifetime
{
    private const string Page = "history";

    private readonly SqliteTestDatabase _database = new();
    private readonly PortalWorld _world;
    private readonly SavedViews _views;
    private readonly PortalUser _ada = Person("ada");
    private readonly PortalUser _bob = Person("bob");

    public SavedViewsTests()
    {
        _world = new(_database, _database.Time);
        _views = new(_database, _world.Changes, _world.Ceilings, _world.Allowance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Caller Ada => Caller.Company("ada", personId: _ada.Id);

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        await _world.SeedAsync();
        await using var context = _database.CreateDbContext();
        context.AddRange(_ada, _bob);
        await context.SaveChangesAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task SaveAsync_Twice_TheSecondTakesThePlaceOfTheFirst()
    {
        await SaveAsync("Denials", "?q=verdict:denied");
        await SaveAsync("denials ", "?q=verdict:denied,audited");

        Assert.Equal(("Denials", "?q=verdict:denied,audited"), Assert.Single(await ListAsync(Ada)) is var view ? (view.Name, view.Query) : default);
    }

    [Fact]
    public async Task ListAsync_OfSomebodyElseOrAnotherPage_IsEmpty()
    {
        await SaveAsync("Denials", "?q=verdict:denied");

        Assert.Empty(await ListAsync(Caller.Company("bob", personId: _bob.Id)));
        Assert.Empty((await _views.ListAsync(Ada, "elsewhere", Cancel))!);
    }

    [Fact]
    public async Task RemoveAsync_SomebodyElses_IsNotFound()
    {
        await SaveAsync("Denials", "?q=verdict:denied");
        var id = Assert.Single(await ListAsync(Ada)).Id;

        Assert.IsType<SaveResult.NotFound>(await _views.RemoveAsync(Caller.Company("bob", personId: _bob.Id), id, Cancel));
        Assert.IsType<SaveResult.Saved>(await _views.RemoveAsync(Ada, id, Cancel));
        Assert.Empty(await ListAsync(Ada));
    }

    [Theory]
    [InlineData("", "?q=")]
    [InlineData("  ", "?q=")]
    public async Task SaveAsync_WithoutAName_SaysSo(string name, string query) =>
        Assert.IsType<SaveResult.Invalid>(await _views.SaveAsync(Ada, Page, name, query, Cancel));

    [Fact]
    public async Task SaveAsync_MoreThanOnePersonKeeps_SaysSo()
    {
        _world.Ceilings.Value.SavedViews = 3;
        for (var number = 0; number < 2; number++) await SaveAsync($"View {number}", "?q=");
        Assert.IsType<SaveResult.Saved>(await _views.SaveAsync(Ada, "another page", "View", "?q=", Cancel));

        var invalid = Assert.IsType<SaveResult.Invalid>(await _views.SaveAsync(Ada, Page, "One more", "?q=", Cancel));

        Assert.Contains("Remove one first", Assert.Single(invalid.Errors.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_AndRemoveInALoop_Ends()
    {
        for (var number = 0; number < EntryAllowance.InTenMinutes; number++)
        {
            await SaveAsync("Denials", "?q=");
            Assert.IsType<SaveResult.Saved>(await _views.RemoveAsync(Ada, Assert.Single(await ListAsync(Ada)).Id, Cancel));
        }

        var invalid = Assert.IsType<SaveResult.Invalid>(await _views.SaveAsync(Ada, Page, "Denials", "?q=", Cancel));

        Assert.Contains("Try again later", Assert.Single(invalid.Errors.Values), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await _views.SaveAsync(Caller.Company("bob", personId: _bob.Id), Page, "Denials", "?q=", Cancel));
    }

    [Fact]
    public async Task SaveAsync_ByNoAccount_SaysSo() => Assert.IsType<SaveResult.Invalid>(await _views.SaveAsync(PortalWorld.Company, Page, "Denials", "?q=", Cancel));

    private static PortalUser Person(string name) => new()
    {
        Name = name,
        Email = $"{name}@my-saas.example",
        NormalizedEmail = NormalizedText.Of($"{name}@my-saas.example"),
        UserName = name,
        NormalizedUserName = NormalizedText.Of(name),
        SecurityStamp = "",
    };

    private async Task SaveAsync(string name, string query) => Assert.IsType<SaveResult.Saved>(await _views.SaveAsync(Ada, Page, name, query, Cancel));

    private async Task<IReadOnlyList<NamedView>> ListAsync(Caller caller) => (await _views.ListAsync(caller, Page, Cancel))!;
}
