using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.People;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.People;

public sealed class InvitationOnSqliteTests() : InvitationTests(new SqliteTestDatabase());

public sealed class InvitationOnSqlServerTests() : InvitationTests(new SqlServerTestDatabase());

public abstract class InvitationTests(TestDatabase database) : PeopleTests(database)
{
    private const string Email = "gus@megacorp.example";

    [Fact]
    public async Task AcceptAsync_NewPerson_GetsTheRoleAndTheLinkIsUsed()
    {
        var token = await World.InviteAsync(Email, TenantRole.Owner);

        var view = await World.Door.LookAsync(token.Text, signedIn: null, Cancel);
        var accepted = await World.Door.AcceptAsync(token.Text, "Gus", PeopleWorld.Password, address: null, Cancel);
        var again = await World.Door.AcceptAsync(token.Text, "Gus", PeopleWorld.Password, address: null, Cancel);

        Assert.Equal(new InvitationView(Email, "Megacorp", "Owner", "ada", IsTheirs: false, NeedsReset: false), view);
        Assert.IsType<SaveResult.Saved>(accepted);
        Assert.IsType<SaveResult.NotFound>(again);
        Assert.Null(await World.Door.LookAsync(token.Text, signedIn: null, Cancel));
        var people = await World.TenantPeople.ListAsync(World.MegacorpOwner, World.Megacorp.Id, Cancel);
        Assert.Equal(("Gus", Email, TenantRole.Owner), people!.Members.Select(member => (member.Name, member.Email, member.Role)).Single());
        Assert.Empty(people.Invitations);
    }

    [Fact]
    public async Task AcceptAsync_ByTwoAtTheSameMoment_LetsOneIn()
    {
        var token = await World.InviteAsync(Email);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(index => Task.Run(
            () => World.Door.AcceptAsync(token.Text, $"Gus {index}", PeopleWorld.Password, address: null, Cancel), Cancel)));

        Assert.Single(results.OfType<SaveResult.Saved>());
        Assert.Single((await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Members);
    }

    [Fact]
    public async Task Database_HoldsNoToken()
    {
        var token = await World.InviteAsync(Email);

        await using var context = Database.CreateDbContext();
        var invitation = await context.Invitations.SingleAsync(Cancel);
        Assert.DoesNotContain(token.Text, invitation.TokenHash, StringComparison.Ordinal);
        Assert.Equal(64, invitation.TokenHash.Length);
        var audit = await context.AuditEntries.Select(entry => entry.Before + entry.After + entry.Why + entry.TargetName).ToListAsync(Cancel);
        Assert.NotEmpty(audit);
        Assert.All(audit, text => Assert.DoesNotContain(token.Text, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AcceptAsync_After72Hours_FindsNothing()
    {
        var token = await World.InviteAsync(Email);
        Database.Time.Advance(TimeSpan.FromHours(72));

        Assert.Null(await World.Door.LookAsync(token.Text, signedIn: null, Cancel));
        Assert.IsType<SaveResult.NotFound>(await World.Door.AcceptAsync(token.Text, "Gus", PeopleWorld.Password, address: null, Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("password1234")]
    [InlineData("short")]
    public async Task AcceptAsync_BadPassword_LeavesTheInvitationOpen(string password)
    {
        var token = await World.InviteAsync(Email);

        var result = await World.Door.AcceptAsync(token.Text, "Gus", password, address: null, Cancel);

        Assert.Equal([InvitationDoor.PasswordField], Assert.IsType<SaveResult.Invalid>(result).Errors.Keys);
        Assert.NotNull(await World.Door.LookAsync(token.Text, signedIn: null, Cancel));
    }

    [Fact]
    public async Task ResendAsync_MakesTheOldLinkWorthless()
    {
        var old = await World.InviteAsync(Email);
        Database.Time.Advance(TimeSpan.FromHours(80));
        var row = Assert.Single((await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Invitations);
        var fresh = OneTimeToken.New();

        await World.TenantPeople.ResendAsync(PeopleWorld.Company, World.Megacorp.Id, row.Id, fresh, Cancel);

        Assert.True(row.HasExpired);
        Assert.Null(await World.Door.LookAsync(old.Text, signedIn: null, Cancel));
        Assert.NotNull(await World.Door.LookAsync(fresh.Text, signedIn: null, Cancel));
    }

    [Fact]
    public async Task RevokeAsync_ClosesTheLink()
    {
        var token = await World.InviteAsync(Email);
        var row = Assert.Single((await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Invitations);

        Assert.IsType<SaveResult.Saved>(await World.TenantPeople.RevokeAsync(World.MegacorpOwner, World.Megacorp.Id, row.Id, Cancel));

        Assert.Null(await World.Door.LookAsync(token.Text, signedIn: null, Cancel));
    }

    [Fact]
    public async Task InviteAsync_TheSameAddressAgain_RevokesTheFirst()
    {
        var first = await World.InviteAsync(Email);
        var second = await World.InviteAsync(Email.ToUpperInvariant(), TenantRole.Viewer);

        Assert.Null(await World.Door.LookAsync(first.Text, signedIn: null, Cancel));
        Assert.Equal("Viewer", (await World.Door.LookAsync(second.Text, signedIn: null, Cancel))!.Role);
    }

    [Fact]
    public async Task AcceptAsync_AnAddressWithAnAccount_IsItsOwnersOnly()
    {
        var gus = await World.PersonAsync(Email);
        var thief = await World.PersonAsync("thief@globex.example", null, (World.Globex, TenantRole.Owner));
        var token = await World.InviteAsync(Email);

        var asNew = await World.Door.AcceptAsync(token.Text, "Thief", PeopleWorld.Password, address: null, Cancel);
        var asThief = await World.Door.AcceptAsync(token.Text, await SignedInAsync(thief), address: null, Cancel);
        var asGus = await World.Door.AcceptAsync(token.Text, await SignedInAsync(gus), address: null, Cancel);

        Assert.IsType<SaveResult.Invalid>(asNew);
        Assert.IsType<SaveResult.NotFound>(asThief);
        Assert.Equal(gus.Id, Assert.IsType<SaveResult.Saved>(asGus).Id);
        var scope = Assert.Single((await SignedInAsync(gus)).Scopes);
        Assert.Equal((World.Megacorp.Id, "Member"), (scope.TenantId, scope.Role));
    }

    [Fact]
    public async Task InviteAsync_IntoAnotherTenant_FindsNothing()
    {
        var result = await World.TenantPeople.InviteAsync(
            World.MegacorpOwner, World.Globex.Id, new InvitationDraft<TenantRole> { Email = Email, Role = TenantRole.Owner }, OneTimeToken.New(), Cancel);

        Assert.IsType<SaveResult.NotFound>(result);
        Assert.Null(await World.TenantPeople.ListAsync(World.MegacorpOwner, World.Globex.Id, Cancel));
    }

    [Theory]
    [InlineData("", TenantRole.Member, "Email")]
    [InlineData("gus", TenantRole.Member, "Email")]
    [InlineData("Gus <gus@megacorp.example>", TenantRole.Member, "Email")]
    [InlineData("gus@megacorp.example\r\nBcc: all@example.org", TenantRole.Member, "Email")]
    [InlineData("gus@megacorp.example", null, "Role")]
    public async Task InviteAsync_Mistakes_AreNamed(string email, TenantRole? role, string field)
    {
        var result = await World.TenantPeople.InviteAsync(
            PeopleWorld.Company, World.Megacorp.Id, new InvitationDraft<TenantRole> { Email = email, Role = role }, OneTimeToken.New(), Cancel);

        Assert.Equal([field], Assert.IsType<SaveResult.Invalid>(result).Errors.Keys);
    }

    [Fact]
    public async Task InviteAsync_AndRevokeInALoop_MeetsTheCeilingUntilTheNextDay()
    {
        Ceilings.Invitations = 2;
        await World.InviteAsync("one@megacorp.example");
        await World.InviteAsync("two@megacorp.example");
        var first = (await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Invitations[0];
        Assert.IsType<SaveResult.Saved>(await World.TenantPeople.RevokeAsync(World.MegacorpOwner, World.Megacorp.Id, first.Id, Cancel));

        Assert.StartsWith("2 invitations are open or were created within a day.", SentenceOf(await TryInviteAsync(World.Megacorp.Id)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await TryInviteAsync(World.Globex.Id));
        Assert.IsType<SaveResult.Saved>(await TryInviteToCompanyAsync("three@my-saas.example"));
        Assert.IsType<SaveResult.Saved>(await TryInviteToCompanyAsync("four@my-saas.example"));
        Assert.StartsWith("2 invitations are open", SentenceOf(await TryInviteToCompanyAsync("five@my-saas.example")), StringComparison.Ordinal);

        Database.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.IsType<SaveResult.Saved>(await TryInviteAsync(World.Megacorp.Id)); // one of the two invitations is still open
        Assert.StartsWith("2 invitations are open", SentenceOf(await TryInviteAsync(World.Megacorp.Id, "six@megacorp.example")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResendAsync_InALoop_MeetsTheCeilingOfChanges()
    {
        Ceilings.ChangesOfTenant = 3;
        await World.InviteAsync(Email, caller: World.MegacorpOwner);
        var row = Assert.Single((await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Invitations);
        for (var number = 1; number < 3; number++) Assert.IsType<SaveResult.Saved>(await ResendAsync(World.MegacorpOwner, row.Id));

        Assert.Contains("made 3 changes within ten minutes", Assert.IsType<SaveResult.Conflict>(await ResendAsync(World.MegacorpOwner, row.Id)).Message, StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await ResendAsync(PeopleWorld.Company, row.Id));
    }

    /// <summary>Without a mail server, the inviter has the link. A tenant must not learn whether an address has an account.</summary>
    [Fact]
    public async Task LookAsync_ByAnyoneButTheInvited_TellsNothingOfTheAccount()
    {
        var (gus, mia) = (await World.PersonAsync(Email), await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner)));
        await UnproveAsync(gus.Id);
        var there = await World.InviteAsync(Email, caller: World.MegacorpOwner);
        var nowhere = await World.InviteAsync("nobody@megacorp.example", caller: World.MegacorpOwner);

        foreach (var reader in (SignedIn?[])[null, await SignedInAsync(mia)])
        {
            var view = (await World.Door.LookAsync(there.Text, reader, Cancel))!;
            Assert.Equal((await World.Door.LookAsync(nowhere.Text, reader, Cancel))! with { Email = Email }, view);
        }

        var other = await World.InviteAsync(Email, tenant: World.Globex);
        var own = (await World.Door.LookAsync(other.Text, await SignedInAsync(gus), Cancel))!;
        Assert.Equal((true, true), (own.IsTheirs, own.NeedsReset));
    }

    /// <summary>
    /// Only a real attempt reveals the account, and that would have used the invitation. An invalid password is not an attempt. The company can read
    /// about it, the tenant cannot.
    /// </summary>
    [Fact]
    public async Task AcceptAsync_AsNewWhereThereIsAnAccount_IsToldAfterThePasswordAndKeptFromTheTenant()
    {
        await World.PersonAsync(Email);
        var token = await World.InviteAsync(Email, caller: World.MegacorpOwner);
        var nowhere = await World.InviteAsync("nobody@megacorp.example", caller: World.MegacorpOwner);

        foreach (var weak in (string[])["", "password1234"])
            Assert.Equal(
                Assert.IsType<SaveResult.Invalid>(await World.Door.AcceptAsync(nowhere.Text, "Gus", weak, address: null, Cancel)).Errors,
                Assert.IsType<SaveResult.Invalid>(await World.Door.AcceptAsync(token.Text, "Gus", weak, address: null, Cancel)).Errors);
        Assert.Equal(InvitationDoor.HasAccount, SentenceOf(await World.Door.AcceptAsync(token.Text, "Gus", PeopleWorld.Password, address: null, Cancel)));

        await using var context = Database.CreateDbContext();
        var refused = await context.AuditEntries.SingleAsync(entry => entry.Result == PrivateLink.Portal.Data.Entities.AuditResult.Refused, Cancel);
        Assert.Equal(("invitation.accepted", null, Email), (refused.Action, refused.TenantId, refused.TargetName));
    }

    private PrivateLink.Portal.Ceilings.CeilingOptions Ceilings => World.Services.GetRequiredService<IOptions<PrivateLink.Portal.Ceilings.CeilingOptions>>().Value;

    private static string SentenceOf(SaveResult result) => Assert.Single(Assert.IsType<SaveResult.Invalid>(result).Errors).Value;

    private Task<SaveResult> TryInviteAsync(Guid tenantId, string email = "more@megacorp.example") => World.TenantPeople.InviteAsync(
        PeopleWorld.Company, tenantId, new InvitationDraft<TenantRole> { Email = email, Role = TenantRole.Member }, OneTimeToken.New(), Cancel);

    private Task<SaveResult> TryInviteToCompanyAsync(string email) => World.CompanyPeople.InviteAsync(
        PeopleWorld.Company, new InvitationDraft<CompanyRole> { Email = email, Role = CompanyRole.Viewer }, OneTimeToken.New(), Cancel);

    private Task<SaveResult> ResendAsync(Caller caller, Guid invitationId) =>
        World.TenantPeople.ResendAsync(caller, World.Megacorp.Id, invitationId, OneTimeToken.New(), Cancel);

    private async Task UnproveAsync(Guid personId)
    {
        await using var context = Database.CreateDbContext();
        await context.People.Where(person => person.Id == personId).ExecuteUpdateAsync(set => set.SetProperty(person => person.EmailConfirmed, false), Cancel);
    }

    private async Task<SignedIn> SignedInAsync(PrivateLink.Portal.Data.Entities.PortalUser person)
    {
        var (session, stamp) = await World.SignInAsync(person, Now);
        return (await World.Sessions.FindAsync(session, stamp, Cancel))!;
    }
}
