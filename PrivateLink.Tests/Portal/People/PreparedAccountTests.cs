using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.People;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.People;
using Xunit;

namespace PrivateLink.Tests.Portal.People;

public sealed class PreparedAccountOnSqliteTests() : PreparedAccountTests(new SqliteTestDatabase());

public sealed class PreparedAccountOnSqlServerTests() : PreparedAccountTests(new SqlServerTestDatabase());

/// <summary>
/// A tenant's owner makes an account for somebody else's address, waits until that person gets a role worth having, and comes back through what
/// was put into the account before.
/// </summary>
public abstract class PreparedAccountTests(TestDatabase database) : PeopleTests(database)
{
    private const string Victim = "ada@my-saas.example";
    private const string OwnersPassword = "twelve silent green boats";
    private const string NewPassword = "eleven yellow rivers";

    [Fact]
    public async Task Reset_ByTheRealPerson_TakesEverythingThatTheOwnerHadPutIn()
    {
        var owner = new PeopleBrowser(World.Services);
        using var passkey = new SoftwarePasskey();
        await PrepareAsync(owner, passkey);
        Assert.Equal(SignInOutcome.SignedIn, await new PeopleBrowser(World.Services).SignInAsync(passkey));

        await ResetAsync();

        Assert.Null(await owner.SignedInAsync());
        Assert.Equal(SignInOutcome.Refused, await new PeopleBrowser(World.Services).SignInAsync(passkey));
        Assert.Equal(SignInOutcome.Refused, await new PeopleBrowser(World.Services).SignInAsync(Victim, OwnersPassword));
        var real = new PeopleBrowser(World.Services);
        Assert.Equal(SignInOutcome.SignedIn, await real.SignInAsync(Victim, NewPassword));
    }

    /// <summary>Half a sign-in, with the old password and a recovery code kept, and half an authenticator, whose key the owner has read.</summary>
    [Fact]
    public async Task Reset_ByTheRealPerson_TakesWhatIsHalfDone()
    {
        var owner = new PeopleBrowser(World.Services);
        using var passkey = new SoftwarePasskey();
        await PrepareAsync(owner, passkey);
        var known = (await owner.FactorsAsync((factors, caller) => factors.AuthenticatorKeyAsync(caller)))!;
        var codes = (await owner.FactorsAsync((factors, caller) => factors.ConfirmAuthenticatorAsync(caller, CodeOf(known), OwnersPassword))).RecoveryCodes;
        Assert.Equal(10, codes.Count);
        var halfWay = new PeopleBrowser(World.Services);
        Assert.Equal(SignInOutcome.CodeNeeded, await halfWay.SignInAsync(Victim, OwnersPassword));

        await ResetAsync();

        Database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(SignInOutcome.Refused, await halfWay.CodeAsync(CodeOf(known)));
        Assert.Equal(SignInOutcome.Refused, await halfWay.AskAsync(request => request.GetRequiredService<SignIns>().RecoveryCodeAsync(codes[0])));
        var real = new PeopleBrowser(World.Services);
        Assert.Equal(SignInOutcome.SignedIn, await real.SignInAsync(Victim, NewPassword));
        var fresh = (await real.FactorsAsync((factors, caller) => factors.AuthenticatorKeyAsync(caller)))!;
        Assert.NotEqual(known.Text, fresh.Text);

        // The real person's authenticator does not finish what the owner had begun.
        Assert.Equal(10, (await real.FactorsAsync((factors, caller) => factors.ConfirmAuthenticatorAsync(caller, CodeOf(fresh), NewPassword))).RecoveryCodes.Count);
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(SignInOutcome.Refused, await halfWay.CodeAsync(CodeOf(fresh)));
    }

    /// <summary>A passkey's sign-in writes its counter back: it must not bring back what a reset took in between.</summary>
    [Fact]
    public async Task Reset_DuringASignInByPasskey_TakesThePasskeyAllTheSame()
    {
        using var passkey = new SoftwarePasskey();
        await PrepareAsync(new PeopleBrowser(World.Services), passkey);
        await using var scope = World.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<PrivateLink.Portal.Data.Entities.PortalUser>>();
        var person = (await people.FindByEmailAsync(Victim))!;
        var used = Assert.Single(await people.GetPasskeysAsync(person));

        await ResetAsync();
        await Record.ExceptionAsync(() => people.AddOrUpdatePasskeyAsync(person, used));

        Assert.Equal(SignInOutcome.Refused, await new PeopleBrowser(World.Services).SignInAsync(passkey));
    }

    [Fact]
    public async Task Setup_AndTheVerb_RaiseNoAccountThatIsThere()
    {
        using var passkey = new SoftwarePasskey();
        await PrepareAsync(new PeopleBrowser(World.Services), passkey);

        var byLink = await World.Setup.CreateAsync(World.SetupLink.Issue().Text, "Ada", Victim, NewPassword, address: null, Cancel);
        var byVerb = await World.Setup.CreateAsync("Ada", Victim, NewPassword, Cancel);

        Assert.IsType<SaveResult.Invalid>(byLink);
        Assert.IsType<SaveResult.Invalid>(byVerb);
        await using var context = Database.CreateDbContext();
        Assert.Null((await context.People.SingleAsync(person => person.Email == Victim, Cancel)).CompanyRole);
    }

    /// <summary>The owner invites the address, accepts, and puts a passkey in.</summary>
    private async Task PrepareAsync(PeopleBrowser owner, SoftwarePasskey passkey)
    {
        var token = await World.InviteAsync(Victim, caller: World.MegacorpOwner);
        Assert.IsType<SaveResult.Saved>(await World.Door.AcceptAsync(token.Text, "Ada", OwnersPassword, address: null, Cancel));
        Assert.Equal(SignInOutcome.SignedIn, await owner.SignInAsync(Victim, OwnersPassword));
        var options = (await owner.FactorsAsync((factors, caller) => factors.PasskeyOptionsAsync(caller)))!;
        Assert.IsType<SaveResult.Saved>(await owner.FactorsAsync((factors, caller) => factors.AddPasskeyAsync(caller, passkey.Create(options), "Backup", OwnersPassword)));
    }

    private async Task ResetAsync()
    {
        await using var context = Database.CreateDbContext();
        var person = await context.People.SingleAsync(person => person.Email == Victim, Cancel);
        var link = Assert.IsType<ResetLink.Issued>(await World.CompanyPeople.ResetLinkAsync(PeopleWorld.Company, person.Id, Cancel));
        Assert.IsType<SaveResult.Saved>(await World.Resets.ResetAsync(link.Text, NewPassword, from: null, Cancel));
    }

    private string CodeOf(AuthenticatorKey key) => TimeCode.CodeAt(key.Text, TimeCode.StepAt(Database.Time.GetUtcNow()));
}
