using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
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
/// An attack: a tenant's owner creates an account for another person's address and waits until that person gets a valuable role. Then the owner
/// returns through sign-in methods prepared before.
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

    /// <summary>The owner has started a sign-in with the old password and a recovery code, and an authenticator whose key the owner has read.</summary>
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

        // The real person's new authenticator does not complete the owner's one.
        Assert.Equal(10, (await real.FactorsAsync((factors, caller) => factors.ConfirmAuthenticatorAsync(caller, CodeOf(fresh), NewPassword))).RecoveryCodes.Count);
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(SignInOutcome.Refused, await halfWay.CodeAsync(CodeOf(fresh)));
    }

    /// <summary>A passkey sign-in stores its counter. That must not restore a passkey that a concurrent reset removed.</summary>
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

    /// <summary>The whole sequence: the real person resets the account and becomes administrator, and the owner's passkey no longer works.</summary>
    [Fact]
    public async Task Invitation_IntoTheCompany_RaisesTheAccountOnlyAfterAReset()
    {
        var owner = new PeopleBrowser(World.Services);
        using var passkey = new SoftwarePasskey();
        await PrepareAsync(owner, passkey);
        var invitation = await World.InviteToCompanyAsync(Victim);

        var before = await World.Door.LookAsync(invitation.Text, await owner.SignedInAsync(), Cancel);
        var byOwner = await AcceptAsync(owner, invitation);
        await ResetAsync();
        var real = new PeopleBrowser(World.Services);
        await real.SignInAsync(Victim, NewPassword);
        var after = await World.Door.LookAsync(invitation.Text, await real.SignedInAsync(), Cancel);
        var byReal = await AcceptAsync(real, invitation);

        Assert.Equal((true, false), (before!.NeedsReset, after!.NeedsReset));
        Assert.Equal(InvitationDoor.ResetFirst, Assert.IsType<SaveResult.Conflict>(byOwner).Message);
        Assert.IsType<SaveResult.Saved>(byReal);
        await using (var context = Database.CreateDbContext())
            Assert.Equal(
                (await real.SignedInAsync())!.SessionId,
                (await context.AuditEntries.OrderBy(entry => entry.Sequence).LastAsync(entry => entry.Action == AuditAction.InvitationAccepted.Code, Cancel)).SessionId);
        Assert.Equal(CompanyRole.Administrator, (await real.SignedInAsync())!.Caller!.CompanyRole);
        Assert.Null(await owner.SignedInAsync());
        Assert.Equal(SignInOutcome.Refused, await new PeopleBrowser(World.Services).SignInAsync(passkey));
    }

    /// <summary>An account with a role from before the mailbox rule: a change of role grants no more than an invitation would.</summary>
    [Fact]
    public async Task ChangeRoleAsync_OfAnAccountThatProvesNothing_LowersItAndRaisesItOnlyAfterAReset()
    {
        var person = await World.PersonAsync(Victim, CompanyRole.Operator);
        await using (var context = Database.CreateDbContext())
            await context.People.Where(one => one.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.EmailConfirmed, false), Cancel);

        var raised = await World.CompanyPeople.ChangeRoleAsync(PeopleWorld.Company, person.Id, CompanyRole.Administrator, Cancel);
        var lowered = await World.CompanyPeople.ChangeRoleAsync(PeopleWorld.Company, person.Id, CompanyRole.Viewer, Cancel);
        await ResetAsync();
        var afterwards = await World.CompanyPeople.ChangeRoleAsync(PeopleWorld.Company, person.Id, CompanyRole.Administrator, Cancel);

        Assert.Equal(CompanyPeople.ResetFirst, Assert.IsType<SaveResult.Conflict>(raised).Message);
        Assert.IsType<SaveResult.Saved>(lowered);
        Assert.IsType<SaveResult.Saved>(afterwards);
    }

    /// <summary>An invitation into another tenant needs the same proof as one into the company.</summary>
    [Fact]
    public async Task Invitation_IntoAnotherTenant_TakesAReset_AndIntoTheSameOneDoesNot()
    {
        var owner = new PeopleBrowser(World.Services);
        using var passkey = new SoftwarePasskey();
        await PrepareAsync(owner, passkey);

        Assert.IsType<SaveResult.Conflict>(await AcceptAsync(owner, await World.InviteAsync(Victim, tenant: World.Globex)));
        var member = Assert.Single((await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Members);
        await World.TenantPeople.RemoveAsync(PeopleWorld.Company, World.Megacorp.Id, member.Id, Cancel);
        Assert.IsType<SaveResult.Saved>(await AcceptAsync(owner, await World.InviteAsync(Victim, caller: World.MegacorpOwner)));
    }

    [Theory]
    [InlineData(false, true)] // an administrator hands the link over
    [InlineData(true, false)] // the tenant's owner has seen the link
    public async Task Account_MadeThroughALinkWithoutMail_IsItsPersonsOwnWhenTheCompanyGaveIt(bool byTenant, bool own)
    {
        var token = await World.InviteAsync(Victim, caller: byTenant ? World.MegacorpOwner : null);
        await World.Door.AcceptAsync(token.Text, "Ada", OwnersPassword, address: null, Cancel);

        var browser = new PeopleBrowser(World.Services);
        await browser.SignInAsync(Victim, OwnersPassword);
        Assert.Equal(own, await AcceptAsync(browser, await World.InviteToCompanyAsync(Victim)) is SaveResult.Saved);
    }

    /// <summary>With a mail server the owner never sees the link, so the account belongs to the owner of the mailbox.</summary>
    [Fact]
    public async Task Link_WithAMailServer_GoesByMail_AndIsShownToTheCompanyAlone()
    {
        await using var withMail = new PeopleWorld(Database, Database.Time, "--Mail:Host=mail.my-saas.example", "--Mail:From=portal@my-saas.example");
        var token = OneTimeToken.New();

        var toOwner = withMail.Letters.Deliver(World.MegacorpOwner, Victim, "Megacorp", token);
        var toCompany = withMail.Letters.Deliver(PeopleWorld.Company, Victim, "Megacorp", token);
        var withoutMail = World.Letters.Deliver(World.MegacorpOwner, Victim, "Megacorp", token);

        Assert.Equal((true, null), (toOwner.IsMailed, toOwner.Link));
        Assert.Equal((true, true), (toCompany.IsMailed, toCompany.Link!.EndsWith(token.Text, StringComparison.Ordinal)));
        Assert.Equal((false, true), (withoutMail.IsMailed, withoutMail.Link!.EndsWith(token.Text, StringComparison.Ordinal)));
        Assert.All(withMail.Post, letter => Assert.Equal((Victim, true), (letter.To, letter.Text.Contains(token.Text, StringComparison.Ordinal))));

        Assert.IsType<SaveResult.Saved>(await withMail.TenantPeople.InviteAsync(
            World.MegacorpOwner, World.Megacorp.Id, new InvitationDraft<TenantRole> { Email = Victim, Role = TenantRole.Member }, token, Cancel));
        await withMail.Door.AcceptAsync(token.Text, "Ada", NewPassword, address: null, Cancel);
        var real = new PeopleBrowser(withMail.Services);
        await real.SignInAsync(Victim, NewPassword);
        Assert.IsType<SaveResult.Saved>(await AcceptAsync(real, await World.InviteToCompanyAsync(Victim)));
    }

    [Fact]
    public async Task Resend_ByTheOwner_MakesALinkThatProvesNothing()
    {
        await World.InviteAsync(Victim);
        var row = Assert.Single((await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Invitations);
        var token = OneTimeToken.New();
        await World.TenantPeople.ResendAsync(World.MegacorpOwner, World.Megacorp.Id, row.Id, token, Cancel);

        await World.Door.AcceptAsync(token.Text, "Ada", OwnersPassword, address: null, Cancel);

        await using var context = Database.CreateDbContext();
        Assert.False((await context.People.SingleAsync(person => person.Email == Victim, Cancel)).EmailConfirmed);
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

    /// <summary>The owner invites the address, accepts, and adds a passkey.</summary>
    private async Task PrepareAsync(PeopleBrowser owner, SoftwarePasskey passkey)
    {
        var token = await World.InviteAsync(Victim, caller: World.MegacorpOwner);
        Assert.IsType<SaveResult.Saved>(await World.Door.AcceptAsync(token.Text, "Ada", OwnersPassword, address: null, Cancel));
        Assert.Equal(SignInOutcome.SignedIn, await owner.SignInAsync(Victim, OwnersPassword));
        var options = (await owner.FactorsAsync((factors, caller) => factors.PasskeyOptionsAsync(caller)))!;
        Assert.IsType<SaveResult.Saved>(await owner.FactorsAsync((factors, caller) => factors.AddPasskeyAsync(caller, passkey.Create(options), "Backup", OwnersPassword)));
    }

    private static Task<SaveResult> AcceptAsync(PeopleBrowser browser, OneTimeToken token) => browser.AskAsync(request =>
        request.GetRequiredService<InvitationDoor>().AcceptAsync(token.Text, request.GetRequiredService<CurrentCaller>().SignedIn!, address: null, Cancel));

    private async Task ResetAsync()
    {
        await using var context = Database.CreateDbContext();
        var person = await context.People.SingleAsync(person => person.Email == Victim, Cancel);
        var link = Assert.IsType<ResetLink.Issued>(await World.CompanyPeople.ResetLinkAsync(PeopleWorld.Company, person.Id, Cancel));
        Assert.IsType<SaveResult.Saved>(await World.Resets.ResetAsync(link.Text, NewPassword, from: null, Cancel));
    }

    private string CodeOf(AuthenticatorKey key) => TimeCode.CodeAt(key.Text, TimeCode.StepAt(Database.Time.GetUtcNow()));
}
