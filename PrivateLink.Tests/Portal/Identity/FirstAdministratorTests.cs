using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

public sealed class FirstAdministratorTests() : PeopleTests(new SqliteTestDatabase())
{
    [Fact]
    public async Task CreateAsync_WithTheLink_MakesOneAdministratorAndClosesTheDoor()
    {
        var token = World.SetupLink.Issue();

        var created = await CreateAsync(token.Text);
        var again = await CreateAsync(token.Text, "eve@example.org");

        Assert.IsType<SaveResult.Saved>(created);
        Assert.IsType<SaveResult.Invalid>(again);
        Assert.False(await World.Setup.IsMissingAsync(Cancel));
        await using var context = Database.CreateDbContext();
        Assert.Equal(CompanyRole.Administrator, (await context.People.SingleAsync(Cancel)).CompanyRole);
    }

    [Fact]
    public async Task CreateAsync_WithoutTheLink_WithAnOldOne_OrTooLate_IsRefused()
    {
        var old = World.SetupLink.Issue();
        var token = World.SetupLink.Issue();

        Assert.IsType<SaveResult.Invalid>(await CreateAsync(""));
        Assert.IsType<SaveResult.Invalid>(await CreateAsync(OneTimeToken.New().Text));
        Assert.IsType<SaveResult.Invalid>(await CreateAsync(old.Text));
        Database.Time.Advance(TimeSpan.FromMinutes(60));
        Assert.IsType<SaveResult.Invalid>(await CreateAsync(token.Text));
        Assert.True(await World.Setup.IsMissingAsync(Cancel));

        // The first attempt has an audit entry; the others are only counted.
        await using var context = Database.CreateDbContext();
        var entry = Assert.Single(await context.AuditEntries.ToListAsync(Cancel));
        Assert.Equal(("person.administrator_created", AuditResult.Refused), (entry.Action, entry.Result));
    }

    [Fact]
    public async Task CreateAsync_TwiceAtTheSameMoment_MakesOne()
    {
        var token = World.SetupLink.Issue();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(index => Task.Run(() => CreateAsync(token.Text, $"ada{index}@my-saas.example"), Cancel)));

        Assert.Single(results.OfType<SaveResult.Saved>());
        await using var context = Database.CreateDbContext();
        Assert.Equal(1, await context.People.CountAsync(Cancel));
    }

    private Task<SaveResult> CreateAsync(string token, string email = "ada@my-saas.example") =>
        World.Setup.CreateAsync(token, "Ada", email, PeopleWorld.Password, address: null, Cancel);
}
