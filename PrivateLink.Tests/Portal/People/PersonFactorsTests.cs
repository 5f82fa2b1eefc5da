using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.People;
using Xunit;

namespace PrivateLink.Tests.Portal.People;

public sealed class PersonFactorsOnSqliteTests() : PersonFactorsTests(new SqliteTestDatabase());

public sealed class PersonFactorsOnSqlServerTests() : PersonFactorsTests(new SqlServerTestDatabase());

/// <summary>What an administrator can see and remove of another user's sign-in methods.</summary>
public abstract class PersonFactorsTests(TestDatabase database) : PeopleTests(database)
{
    private const string Email = "gus@megacorp.example";

    [Fact]
    public async Task FindAsync_SaysWhichFactorsAndSessionsThereAre()
    {
        var (gus, browser, passkey) = await GusAsync();
        using var _ = passkey;

        var view = (await World.Factors.FindAsync(PeopleWorld.Company, gus.Id, Cancel))!;

        Assert.Equal(("gus", Email, true, true, 10), (view.Name, view.Email, view.MailboxProven, view.HasAuthenticator, view.RecoveryCodes));
        Assert.Equal("Laptop", Assert.Single(view.Passkeys).Name);
        Assert.NotEqual(default, view.Passkeys[0].CreatedAt);
        Assert.Equal(("password", browser.Address), (Assert.Single(view.Sessions).Method, view.Sessions[0].Address));
        Assert.Equal(("Megacorp", "Member"), (Assert.Single(view.Roles).Name, view.Roles[0].Role));
        var row = Assert.Single((await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Members);
        Assert.Equal("authenticator, passkey", row.SecondFactors);
        Assert.Null(await World.Factors.FindAsync(PeopleWorld.Company, Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task RemovePasskeyAsync_TakesItAndEndsEverySession()
    {
        var (gus, browser, passkey) = await GusAsync();
        using var _ = passkey;
        var id = (await World.Factors.FindAsync(PeopleWorld.Company, gus.Id, Cancel))!.Passkeys[0].Id;

        Assert.IsType<SaveResult.NotFound>(await World.Factors.RemovePasskeyAsync(PeopleWorld.Company, gus.Id, "AAAA", Cancel));
        Assert.IsType<SaveResult.Saved>(await World.Factors.RemovePasskeyAsync(PeopleWorld.Company, gus.Id, id, Cancel));

        Assert.Equal(SignInOutcome.Refused, await new PeopleBrowser(World.Services).SignInAsync(passkey));
        Assert.Null(await browser.SignedInAsync());
        Assert.Empty((await World.Factors.FindAsync(PeopleWorld.Company, gus.Id, Cancel))!.Sessions);
        Assert.Contains("person.passkey_removed by ada", await EntriesAsync());
    }

    [Fact]
    public async Task RemoveAuthenticatorAsync_TakesTheCodesToo_AndLeavesThePassword()
    {
        var (gus, browser, passkey) = await GusAsync();
        using var _ = passkey;

        Assert.IsType<SaveResult.Saved>(await World.Factors.RemoveAuthenticatorAsync(PeopleWorld.Company, gus.Id, Cancel));

        Assert.Null(await browser.SignedInAsync());
        await using (var context = Database.CreateDbContext()) Assert.Empty(await context.Set<Microsoft.AspNetCore.Identity.IdentityUserToken<Guid>>().ToListAsync(Cancel));
        Assert.Equal(SignInOutcome.SignedIn, await browser.SignInAsync(Email, PeopleWorld.Password));
        Assert.IsType<SaveResult.NotFound>(await World.Factors.RemoveAuthenticatorAsync(PeopleWorld.Company, gus.Id, Cancel));
        Assert.Contains("person.authenticator_removed by ada", await EntriesAsync());
    }

    [Fact]
    public async Task EndSessions_OneOrAll_WithEverySignInThatIsHalfDone()
    {
        var (gus, first, passkey) = await GusAsync();
        using var _ = passkey;
        var second = new PeopleBrowser(World.Services) { Address = "198.51.100.4" };
        await second.SignInAsync(passkey);
        var halfWay = new PeopleBrowser(World.Services);
        Assert.Equal(SignInOutcome.CodeNeeded, await halfWay.SignInAsync(Email, PeopleWorld.Password));
        var session = (await World.Factors.FindAsync(PeopleWorld.Company, gus.Id, Cancel))!.Sessions.Single(session => session.Address == second.Address);

        Assert.IsType<SaveResult.Saved>(await World.Factors.EndSessionAsync(PeopleWorld.Company, gus.Id, session.Id, Cancel));
        Assert.Null(await second.SignedInAsync());
        Assert.NotNull(await first.SignedInAsync());

        Assert.IsType<SaveResult.Saved>(await World.Factors.EndSessionsAsync(PeopleWorld.Company, gus.Id, Cancel));
        Assert.Null(await first.SignedInAsync());
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(SignInOutcome.Refused, await halfWay.CodeAsync(TimeCode.CodeAt(_key!.Text, TimeCode.StepAt(Database.Time.GetUtcNow()))));
        Assert.Equal(2, (await EntriesAsync()).Count(entry => entry is "person.session_ended by ada" or "person.sessions_ended by ada"));
    }

    [Fact]
    public async Task AnyOfIt_BySomebodyElse_IsRefused()
    {
        var (gus, browser, passkey) = await GusAsync();
        using var _ = passkey;

        foreach (var caller in (Caller[])[World.MegacorpOwner, Caller.Company("otto", CompanyRole.Operator)])
        {
            await Assert.ThrowsAsync<NotPermittedException>(() => World.Factors.FindAsync(caller, gus.Id, Cancel));
            Assert.IsType<SaveResult.Refused>(await World.Factors.EndSessionsAsync(caller, gus.Id, Cancel));
        }

        Assert.NotNull(await browser.SignedInAsync());
    }

    private AuthenticatorKey? _key;

    /// <summary>A member with an authenticator and a passkey, signed in once.</summary>
    private async Task<(PortalUser Gus, PeopleBrowser Browser, SoftwarePasskey Passkey)> GusAsync()
    {
        var gus = await World.PersonAsync(Email, null, (World.Megacorp, TenantRole.Member));
        var browser = new PeopleBrowser(World.Services);
        var passkey = new SoftwarePasskey();
        await browser.SignInAsync(Email, PeopleWorld.Password);
        var options = (await browser.FactorsAsync((own, caller) => own.PasskeyOptionsAsync(caller)))!;
        await browser.FactorsAsync((own, caller) => own.AddPasskeyAsync(caller, passkey.Create(options), "Laptop", PeopleWorld.Password));
        _key = await browser.FactorsAsync((own, caller) => own.AuthenticatorKeyAsync(caller));
        var code = TimeCode.CodeAt(_key!.Text, TimeCode.StepAt(Database.Time.GetUtcNow()));
        Assert.Equal(10, await browser.AskAsync(async request =>
        {
            var (_, codes) = await request.GetRequiredService<OwnFactors>().ConfirmAuthenticatorAsync(request.GetRequiredService<CurrentCaller>().Account, code, PeopleWorld.Password);
            await request.GetRequiredService<SignIns>().RefreshAsync(gus.Id);
            return codes.Count;
        }));
        return (gus, browser, passkey);
    }

    private async Task<List<string>> EntriesAsync()
    {
        await using var context = Database.CreateDbContext();
        return await context.AuditEntries.Select(entry => entry.Action + " by " + entry.Actor).ToListAsync(Cancel);
    }
}
