using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.People;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.People;

public sealed class MemberOnSqliteTests() : MemberTests(new SqliteTestDatabase());

public sealed class MemberOnSqlServerTests() : MemberTests(new SqlServerTestDatabase());

public abstract class MemberTests(TestDatabase database) : PeopleTests(database)
{
    [Fact]
    public async Task RemoveAsync_TheServicesRefuseThePersonAtOnce()
    {
        var gus = await World.PersonAsync("gus@megacorp.example", null, (World.Megacorp, TenantRole.Member));
        var before = (await SignedInAsync(gus)).Caller!;
        Assert.NotNull(await World.TenantPeople.ListAsync(before, World.Megacorp.Id, Cancel));

        var member = Assert.Single((await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Members);
        Assert.IsType<SaveResult.Saved>(await World.TenantPeople.RemoveAsync(PeopleWorld.Company, World.Megacorp.Id, member.Id, Cancel));

        Assert.False(before.May(Permission.ViewResources));
        await Assert.ThrowsAsync<NotPermittedException>(() => World.TenantPeople.ListAsync(before, World.Megacorp.Id, Cancel));
        Assert.IsType<SaveResult.Refused>(await World.TenantPeople.RemoveAsync(before, World.Megacorp.Id, member.Id, Cancel));
        Assert.Null((await SignedInAsync(gus)).Caller);
    }

    [Fact]
    public async Task ChangeRoleAsync_OldCallersAreWorthless_NewOnesHaveTheNewRole()
    {
        await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var gus = await World.PersonAsync("gus@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var before = (await SignedInAsync(gus)).Caller!;
        var row = (await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Members.Single(member => member.PersonId == gus.Id);

        await World.TenantPeople.ChangeRoleAsync(World.MegacorpOwner, World.Megacorp.Id, row.Id, TenantRole.Viewer, Cancel);

        Assert.False(before.Stands);
        Assert.Equal(TenantRole.Viewer, (await SignedInAsync(gus)).Caller!.TenantRole);
    }

    /// <summary>A removed member cannot return through an invitation that they sent to their own second address beforehand.</summary>
    [Fact]
    public async Task RemoveAsync_RevokesWhatThePersonHasSent()
    {
        await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var gus = await World.PersonAsync("gus@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var ada = await World.PersonAsync("ada@my-saas.example", CompanyRole.Administrator);
        await World.PersonAsync("otto@my-saas.example", CompanyRole.Administrator);
        await World.InviteAsync("gus@home.example", caller: (await SignedInAsync(gus)).Caller);
        await World.InviteAsync("ada@home.example", caller: (await SignedInAsync(ada)).Caller);
        await World.InviteAsync("new@megacorp.example", caller: World.MegacorpOwner);
        var row = (await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Members.Single(member => member.PersonId == gus.Id);

        await World.TenantPeople.RemoveAsync(World.MegacorpOwner, World.Megacorp.Id, row.Id, Cancel);
        Assert.Equal(["ada@home.example", "new@megacorp.example"], await OpenInvitationsAsync());

        await World.CompanyPeople.ChangeRoleAsync(PeopleWorld.Company, ada.Id, CompanyRole.Viewer, Cancel);
        Assert.Equal(["new@megacorp.example"], await OpenInvitationsAsync());
    }

    [Fact]
    public async Task LastOwner_IsTheCompanysToRemove()
    {
        await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var row = Assert.Single((await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Members);

        Assert.IsType<SaveResult.Conflict>(await World.TenantPeople.RemoveAsync(World.MegacorpOwner, World.Megacorp.Id, row.Id, Cancel));
        Assert.IsType<SaveResult.Conflict>(await World.TenantPeople.ChangeRoleAsync(World.MegacorpOwner, World.Megacorp.Id, row.Id, TenantRole.Member, Cancel));
        Assert.IsType<SaveResult.Saved>(await World.TenantPeople.RemoveAsync(PeopleWorld.Company, World.Megacorp.Id, row.Id, Cancel));
    }

    [Fact]
    public async Task MemberOfAnotherTenant_DoesNotExist()
    {
        await World.PersonAsync("gina@globex.example", null, (World.Globex, TenantRole.Member));
        var row = Assert.Single((await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Globex.Id, Cancel))!.Members);

        // First the caller's own tenant with another tenant's member, then the other tenant.
        foreach (var tenant in new[] { World.Megacorp, World.Globex })
            Assert.IsType<SaveResult.NotFound>(await World.TenantPeople.RemoveAsync(World.MegacorpOwner, tenant.Id, row.Id, Cancel));
        Assert.Single((await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Globex.Id, Cancel))!.Members);
    }

    [Fact]
    public async Task LastAdministrator_Stays()
    {
        var ada = await World.PersonAsync("ada@my-saas.example", CompanyRole.Administrator);

        Assert.IsType<SaveResult.Conflict>(await World.CompanyPeople.RemoveAsync(PeopleWorld.Company, ada.Id, Cancel));
        Assert.IsType<SaveResult.Conflict>(await World.CompanyPeople.ChangeRoleAsync(PeopleWorld.Company, ada.Id, CompanyRole.Viewer, Cancel));

        await World.PersonAsync("otto@my-saas.example", CompanyRole.Administrator);
        Assert.IsType<SaveResult.Saved>(await World.CompanyPeople.ChangeRoleAsync(PeopleWorld.Company, ada.Id, CompanyRole.Viewer, Cancel));
    }

    [Fact]
    public async Task ResetLinkAsync_ByTheCompany_SetsAPasswordOnceAndEndsEverySession()
    {
        var gus = await World.PersonAsync("gus@megacorp.example", null, (World.Megacorp, TenantRole.Member));
        var (session, stamp) = await World.SignInAsync(gus, Now);

        var link = Assert.IsType<ResetLink.Issued>(await World.CompanyPeople.ResetLinkAsync(PeopleWorld.Company, gus.Id, Cancel));
        var common = await World.Resets.ResetAsync(link.Text, "password1234", from: null, Cancel);
        var reset = await World.Resets.ResetAsync(link.Text, "eleven yellow rivers", from: null, Cancel);
        var again = await World.Resets.ResetAsync(link.Text, "twelve yellow rivers", from: null, Cancel);

        Assert.IsType<SaveResult.Invalid>(common);
        Assert.IsType<SaveResult.Saved>(reset);
        Assert.IsType<SaveResult.Invalid>(again);
        Assert.Null(await World.Sessions.FindAsync(session, stamp, Cancel));
        await using var context = Database.CreateDbContext();
        Assert.NotNull((await context.PersonSessions.FindAsync([session], Cancel))!.EndedAt);
    }

    /// <summary>A reset link opens the whole account without its second factor, and stays valid after its page closes.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(CompanyRole.Operator)]
    public async Task ResetLinkAsync_ByAnAdministratorWhoIsNoneAnyMore_IsRefused(CompanyRole? left)
    {
        var ada = await World.PersonAsync("ada@my-saas.example", CompanyRole.Administrator);
        await World.PersonAsync("otto@my-saas.example", CompanyRole.Administrator);
        var gus = await World.PersonAsync("gus@megacorp.example", null, (World.Megacorp, TenantRole.Member));
        var mia = await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Member));
        var byAda = Assert.IsType<ResetLink.Issued>(await World.CompanyPeople.ResetLinkAsync((await SignedInAsync(ada)).Caller!, gus.Id, Cancel));
        var byAnother = Assert.IsType<ResetLink.Issued>(await World.CompanyPeople.ResetLinkAsync(PeopleWorld.Company, mia.Id, Cancel));

        Assert.IsType<SaveResult.Saved>(left is { } role
            ? await World.CompanyPeople.ChangeRoleAsync(PeopleWorld.Company, ada.Id, role, Cancel)
            : await World.CompanyPeople.RemoveAsync(PeopleWorld.Company, ada.Id, Cancel));

        Assert.IsType<SaveResult.Invalid>(await World.Resets.ResetAsync(byAda.Text, "eleven yellow rivers", from: null, Cancel));
        Assert.IsType<SaveResult.Saved>(await World.Resets.ResetAsync(byAnother.Text, "eleven yellow rivers", from: null, Cancel));
    }

    /// <summary>A reset link opens the whole account with all its tenants, so an owner of one tenant must not get it.</summary>
    [Fact]
    public async Task ResetLinkAsync_ByATenantsOwner_IsRefused()
    {
        var gus = await World.PersonAsync("gus@megacorp.example", null, (World.Megacorp, TenantRole.Member), (World.Globex, TenantRole.Owner));

        Assert.IsType<ResetLink.Refused>(await World.CompanyPeople.ResetLinkAsync(World.MegacorpOwner, gus.Id, Cancel));
    }

    private async Task<IEnumerable<string>> OpenInvitationsAsync() =>
        (await World.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Invitations.Select(invitation => invitation.Email).Order(StringComparer.Ordinal);

    private async Task<SignedIn> SignedInAsync(PortalUser person)
    {
        var (session, stamp) = await World.SignInAsync(person, Now);
        return (await World.Sessions.FindAsync(session, stamp, Cancel))!;
    }
}
