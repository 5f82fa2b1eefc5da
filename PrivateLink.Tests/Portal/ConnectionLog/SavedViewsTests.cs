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
        Assert.IsType<SaveResult.Invalid>(await _views.SaveAsync(Ada, Page, name, query, isShared: false, Cancel));

    [Fact]
    public async Task SaveAsync_MoreThanOnePersonKeeps_SaysSo()
    {
        _world.Ceilings.Value.SavedViews = 3;
        for (var number = 0; number < 2; number++) await SaveAsync($"View {number}", "?q=");
        Assert.IsType<SaveResult.Saved>(await _views.SaveAsync(Ada, "another page", "View", "?q=", isShared: false, Cancel));

        var invalid = Assert.IsType<SaveResult.Invalid>(await _views.SaveAsync(Ada, Page, "One more", "?q=", isShared: false, Cancel));

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

        var invalid = Assert.IsType<SaveResult.Invalid>(await _views.SaveAsync(Ada, Page, "Denials", "?q=", isShared: false, Cancel));

        Assert.Contains("Try again later", Assert.Single(invalid.Errors.Values), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await _views.SaveAsync(Caller.Company("bob", personId: _bob.Id), Page, "Denials", "?q=", isShared: false, Cancel));
    }

    [Fact]
    public async Task SaveAsync_ByNoAccount_SaysSo() => Assert.IsType<SaveResult.Invalid>(await _views.SaveAsync(PortalWorld.Company, Page, "Denials", "?q=", isShared: false, Cancel));

    [Fact]
    public async Task ShareAsync_WithTheCompany_ShowsItToOperatorsAndSaysWhoseItIs()
    {
        await SaveAsync("Denials", "?q=outcome:denied");
        var own = Assert.Single(await ListAsync(Ada));
        Assert.Equal((false, null, true), (own.IsShared, own.Maker, own.MayChange));

        Assert.IsType<SaveResult.Saved>(await _views.ShareAsync(Ada, own.Id, isShared: true, Cancel));

        var shared = Assert.Single(await ListAsync(Bob));
        Assert.Equal(("Denials", "?q=outcome:denied", true, "ada", false), (shared.Name, shared.Query, shared.IsShared, shared.Maker, shared.MayChange));
        Assert.Empty(await ListAsync(TenantBob));
        Assert.True(Assert.Single(await ListAsync(Ada)).IsShared);

        Assert.IsType<SaveResult.Saved>(await _views.ShareAsync(Ada, own.Id, isShared: false, Cancel));
        Assert.Empty(await ListAsync(Bob));
    }

    [Fact]
    public async Task ShareAsync_WithATenant_ShowsItToItsPeopleOnly()
    {
        var ada = Caller.Tenant("ada", _world.Megacorp.Id, personId: _ada.Id);
        Assert.IsType<SaveResult.Saved>(await _views.SaveAsync(ada, Page, "Denials", "?q=", isShared: true, Cancel));

        Assert.Equal("ada", Assert.Single(await ListAsync(TenantBob)).Maker);
        Assert.Empty(await ListAsync(Bob));
        Assert.Empty(await ListAsync(Caller.Tenant("bob", _world.Globex.Id, personId: _bob.Id)));
    }

    [Fact]
    public async Task RemoveAsync_AShared_IsItsMakersAndAnAdministratorsOnly()
    {
        Assert.IsType<SaveResult.Saved>(await _views.SaveAsync(Ada, Page, "Denials", "?q=", isShared: true, Cancel));
        var id = Assert.Single(await ListAsync(Ada)).Id;

        Assert.IsType<SaveResult.NotFound>(await _views.RemoveAsync(Bob, id, Cancel));
        Assert.IsType<SaveResult.NotFound>(await _views.ShareAsync(Bob, id, isShared: false, Cancel));
        Assert.IsType<SaveResult.NotFound>(await _views.RemoveAsync(TenantBob, id, Cancel));

        var administrator = Caller.Company("bob", CompanyRole.Administrator, _bob.Id);
        Assert.True(Assert.Single(await ListAsync(administrator)).MayChange);
        Assert.IsType<SaveResult.Saved>(await _views.RemoveAsync(administrator, id, Cancel));
        Assert.Empty(await ListAsync(Ada));
    }

    [Fact]
    public async Task ShareAsync_InALoop_Ends()
    {
        await SaveAsync("Denials", "?q=");
        var id = Assert.Single(await ListAsync(Ada)).Id;
        for (var number = 1; number < EntryAllowance.InTenMinutes; number++) Assert.IsType<SaveResult.Saved>(await _views.ShareAsync(Ada, id, number % 2 == 1, Cancel));

        Assert.IsType<SaveResult.Invalid>(await _views.ShareAsync(Ada, id, isShared: true, Cancel));
    }

    private Caller Bob => Caller.Company("bob", CompanyRole.Operator, _bob.Id);

    private Caller TenantBob => Caller.Tenant("bob", _world.Megacorp.Id, personId: _bob.Id);

    private static PortalUser Person(string name) => new()
    {
        Name = name,
        Email = $"{name}@my-saas.example",
        NormalizedEmail = NormalizedText.Of($"{name}@my-saas.example"),
        UserName = name,
        NormalizedUserName = NormalizedText.Of(name),
        SecurityStamp = "",
    };

    private async Task SaveAsync(string name, string query) => Assert.IsType<SaveResult.Saved>(await _views.SaveAsync(Ada, Page, name, query, isShared: false, Cancel));

    private async Task<IReadOnlyList<NamedView>> ListAsync(Caller caller) => (await _views.ListAsync(caller, Page, Cancel))!;
}
