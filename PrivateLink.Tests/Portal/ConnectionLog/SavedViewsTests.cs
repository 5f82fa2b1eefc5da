using Microsoft.EntityFrameworkCore;
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

    /// <summary>A person can belong to several tenants, and to the company besides. What one side asks for is not for the others.</summary>
    [Fact]
    public async Task Change_APrivateViewFromAnotherSide_TellsThatSideNothingOfIt()
    {
        await SaveAsync(AdaIn(_world.Megacorp), "Of megacorp", "?q=host:megacorp", isShared: false);
        var globex = AdaIn(_world.Globex);
        await SaveAsync(globex, "Of megacorp", "?q=host:megacorp2", isShared: false);
        Assert.IsType<SaveResult.Saved>(await _views.RemoveAsync(globex, Assert.Single(await ListAsync(globex)).Id, Cancel));

        await SaveAsync(AdaIn(_world.Megacorp), "Denials", "?q=host:megacorp", isShared: false);
        await SaveAsync(globex, "Denials", "?q=host:globex", isShared: true);

        await using var context = _database.CreateDbContext();
        var entries = await context.AuditEntries.Where(entry => entry.TargetKind == "view").OrderBy(entry => entry.Sequence).ToListAsync(Cancel);
        Assert.Equal(5, entries.Count);
        Assert.DoesNotContain(entries, entry => $"{entry.Before}{entry.After}".Contains("host:megacorp", StringComparison.Ordinal));
        Assert.Equal([null, null, null, null, _world.Globex.Id], entries.Select(entry => entry.TenantId));
        Assert.Contains("host:globex", entries[^1].After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_ASharedViewFromAnotherSide_IsRefusedAndLeavesItThere()
    {
        await SaveAsync(AdaIn(_world.Megacorp), "Denials", "?q=host:megacorp", isShared: true);
        var id = Assert.Single(await ListAsync(TenantBob)).Id;

        foreach (var elsewhere in (Caller[])[AdaIn(_world.Globex), Ada])
        {
            Assert.Empty(await ListAsync(elsewhere));
            var invalid = Assert.IsType<SaveResult.Invalid>(await _views.SaveAsync(elsewhere, Page, "denials", "?q=", isShared: true, Cancel));
            Assert.Equal("You share a view of this name with another team. Choose another name.", Assert.Single(invalid.Errors.Values));
            Assert.IsType<SaveResult.NotFound>(await _views.ShareAsync(elsewhere, id, isShared: false, Cancel));
            Assert.IsType<SaveResult.NotFound>(await _views.RemoveAsync(elsewhere, id, Cancel));
        }

        Assert.Equal("?q=host:megacorp", Assert.Single(await ListAsync(TenantBob)).Query);
        Assert.IsType<SaveResult.Saved>(await _views.RemoveAsync(AdaIn(_world.Megacorp), id, Cancel));
        await using var context = _database.CreateDbContext();
        var entries = await context.AuditEntries.Where(entry => entry.TargetKind == "view").ToListAsync(Cancel);
        Assert.All(entries, entry => Assert.Equal(_world.Megacorp.Id, entry.TenantId));
        Assert.Contains("host:megacorp", entries[^1].Before, StringComparison.Ordinal);
    }

    private Caller AdaIn(Tenant tenant) => Caller.Tenant("ada", tenant.Id, personId: _ada.Id);

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

    private Task SaveAsync(string name, string query) => SaveAsync(Ada, name, query, isShared: false);

    private async Task SaveAsync(Caller caller, string name, string query, bool isShared) =>
        Assert.IsType<SaveResult.Saved>(await _views.SaveAsync(caller, Page, name, query, isShared, Cancel));

    private async Task<IReadOnlyList<NamedView>> ListAsync(Caller caller) => (await _views.ListAsync(caller, Page, Cancel))!;
}
