using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

public sealed class SessionBookOnSqliteTests() : SessionBookTests(new SqliteTestDatabase());

public sealed class SessionBookOnSqlServerTests() : SessionBookTests(new SqlServerTestDatabase());

public abstract class SessionBookTests(TestDatabase database) : PeopleTests(database)
{
    [Fact]
    public async Task FindAsync_PersonOfBothSides_WorksForTheCompanyUntilItSwitches()
    {
        var person = await World.PersonAsync("ada@my-saas.example", CompanyRole.Operator, (World.Megacorp, TenantRole.Viewer), (World.Globex, TenantRole.Owner));
        var (session, stamp) = await World.SignInAsync(person, Now);

        var signedIn = (await World.Sessions.FindAsync(session, stamp, Cancel))!;
        Assert.Equal(["Company", "Globex", "Megacorp"], signedIn.Scopes.Select(scope => scope.Name));
        Assert.Equal((true, CompanyRole.Operator), (signedIn.Caller!.IsCompany, signedIn.Caller.CompanyRole!.Value));

        Assert.True(await World.Sessions.SwitchAsync(signedIn, World.Megacorp.Id, Cancel));
        var switched = (await World.Sessions.FindAsync(session, stamp, Cancel))!;
        Assert.Equal((World.Megacorp.Id, TenantRole.Viewer), (switched.Caller!.TenantId!.Value, switched.Caller.TenantRole!.Value));
        Assert.False(switched.Caller.IsCompany);
    }

    [Fact]
    public async Task SwitchAsync_ToAnotherSide_LeavesAnEntryAndToTheSameNone()
    {
        var person = await World.PersonAsync("ada@my-saas.example", CompanyRole.Operator, (World.Megacorp, TenantRole.Viewer));
        var (session, stamp) = await World.SignInAsync(person, Now);
        var signedIn = (await World.Sessions.FindAsync(session, stamp, Cancel))!.From("203.0.113.9");

        Assert.True(await World.Sessions.SwitchAsync(signedIn, null, Cancel));
        Assert.Empty(await EntriesAsync());
        Assert.True(await World.Sessions.SwitchAsync(signedIn, World.Megacorp.Id, Cancel));

        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal(("person.scope_changed", person.Id, "203.0.113.9", session), (entry.Action, entry.ActorId, entry.Address, entry.SessionId));
        Assert.Equal(("""{"side":"Company"}""", """{"side":"Megacorp"}"""), (entry.Before, entry.After));
    }

    [Fact]
    public async Task EndAsync_OfTheOwnSession_LeavesOneEntryHoweverOften()
    {
        var person = await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var (session, stamp) = await World.SignInAsync(person, Now);

        Assert.True(await World.Sessions.EndAsync(session, "203.0.113.9", Cancel));
        Assert.True(await World.Sessions.EndAsync(session, "203.0.113.9", Cancel));

        Assert.Null(await World.Sessions.FindAsync(session, stamp, Cancel));
        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal(("person.signed_out", person.Id, "203.0.113.9", session), (entry.Action, entry.ActorId, entry.Address, entry.SessionId));
    }

    /// <summary>The session was opened at 127.0.0.1. A thief of its cookie is elsewhere, and the log shows that address.</summary>
    [Fact]
    public async Task AnAct_CarriesTheAddressOfItsRequestAndTheSession()
    {
        var person = await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var (session, stamp) = await World.SignInAsync(person, Now);
        var (other, _) = await World.SignInAsync(person, Now);
        var signedIn = (await World.Sessions.FindAsync(session, stamp, Cancel))!.From("203.0.113.9");

        Assert.IsType<SaveResult.Saved>(await World.Sessions.EndAsync(signedIn.Account, other, Cancel));

        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal(("203.0.113.9", session), (entry.Address, entry.SessionId));
        Assert.Equal(AuditChain.HashOf(entry), entry.Hash);
    }

    [Fact]
    public async Task MoveTo_AnotherNetwork_ChangesTheAddressAndKeepsThePage()
    {
        var person = await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var (session, stamp) = await World.SignInAsync(person, Now);
        var current = new CurrentCaller();
        current.Become((await World.Sessions.FindAsync(session, stamp, Cancel))!.From("203.0.113.9"));
        var changes = 0;
        current.Changed += () => changes++;

        current.MoveTo("2001:db8::7");

        Assert.Equal(("2001:db8::7", "2001:db8::7", 0), (current.Value.Address, current.Account.Address, changes));
    }

    [Fact]
    public async Task SwitchAsync_WhereThePersonHasNoRole_ChangesNothing()
    {
        var person = await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var (session, stamp) = await World.SignInAsync(person, Now);
        var signedIn = (await World.Sessions.FindAsync(session, stamp, Cancel))!;

        foreach (var foreign in (Guid?[])[World.Globex.Id, Guid.NewGuid(), null]) Assert.False(await World.Sessions.SwitchAsync(signedIn, foreign, Cancel));

        Assert.Equal(World.Megacorp.Id, (await World.Sessions.FindAsync(session, stamp, Cancel))!.Caller!.TenantId);
    }

    [Fact]
    public async Task FindAsync_EndedExpiredOrWithAnOldStamp_FindsNothing()
    {
        var person = await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var (ended, stamp) = await World.SignInAsync(person, Now);
        var (open, _) = await World.SignInAsync(person, Now);
        var caller = (await World.Sessions.FindAsync(open, stamp, Cancel))!.Caller!;

        Assert.IsType<SaveResult.Saved>(await World.Sessions.EndAsync(caller, ended, Cancel));

        Assert.Null(await World.Sessions.FindAsync(ended, stamp, Cancel));
        Assert.Null(await World.Sessions.FindAsync(open, "another stamp", Cancel));
        Assert.NotNull(await World.Sessions.FindAsync(open, stamp, Cancel));
        Database.Time.Advance(TimeSpan.FromHours(12));
        Assert.Null(await World.Sessions.FindAsync(open, stamp, Cancel));
    }

    /// <summary>A session ends after a month however much it is used, which limits the value of a stolen cookie.</summary>
    [Fact]
    public async Task FindAsync_SessionThatIsUsedEveryDay_EndsAfterAMonth()
    {
        var person = await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var (session, stamp) = await World.SignInAsync(person, Now);
        var caller = (await World.Sessions.FindAsync(session, stamp, Cancel))!.Account;
        for (var day = 1; day < 30; day++) await UseADayLaterAsync(session);
        Assert.NotNull(await World.Sessions.FindAsync(session, stamp, Cancel));
        Assert.Single(await World.Sessions.ListAsync(caller, session, Cancel));

        await UseADayLaterAsync(session);

        Assert.Null(await World.Sessions.FindAsync(session, stamp, Cancel));
        Assert.Empty(await World.Sessions.ListAsync(caller, session, Cancel));
    }

    [Fact]
    public async Task EndAsync_AnotherPersonsSession_FindsNothing()
    {
        var mia = await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var gus = await World.PersonAsync("gus@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        var (session, stamp) = await World.SignInAsync(mia, Now);
        var (others, othersStamp) = await World.SignInAsync(gus, Now);
        var caller = (await World.Sessions.FindAsync(session, stamp, Cancel))!.Caller!;

        Assert.IsType<SaveResult.NotFound>(await World.Sessions.EndAsync(caller, others, Cancel));
        Assert.Equal(session, Assert.Single(await World.Sessions.ListAsync(caller, session, Cancel)).Id);
        Assert.NotNull(await World.Sessions.FindAsync(others, othersStamp, Cancel));
    }

    [Fact]
    public async Task FindAsync_WithoutARole_LeavesTheAccountAndNothingElse()
    {
        var person = await World.PersonAsync("gone@megacorp.example");
        var (session, stamp) = await World.SignInAsync(person, Now);

        var signedIn = (await World.Sessions.FindAsync(session, stamp, Cancel))!;

        Assert.Null(signedIn.Caller);
        Assert.Equal([Permission.EditOwnAccount], Enum.GetValues<Permission>().Where(permission => signedIn.Account.May(permission)));
        Assert.False(signedIn.Account.IsCompany);
        Assert.False(signedIn.Account.Sees(null));
    }

    [Theory]
    [InlineData(SignInMethod.Password, true)]
    [InlineData(SignInMethod.Passkey, false)]
    public async Task FindAsync_CompanyThatAsksForASecondFactor_OpensWithOne(string method, bool missing)
    {
        await using var strict = new PeopleWorld(Database, Database.Time, "--People:RequireSecondFactor=true");
        var person = await World.PersonAsync("ada@my-saas.example", CompanyRole.Administrator);
        var (session, stamp) = await World.SignInAsync(person, Now, method);

        var signedIn = (await strict.Sessions.FindAsync(session, stamp, Cancel))!;

        Assert.Equal((missing, missing), (signedIn.NeedsSecondFactor, signedIn.Caller is null));
        Assert.True(signedIn.Account.May(Permission.EditOwnAccount));
    }

    private async Task UseADayLaterAsync(Guid session)
    {
        Database.Time.Advance(TimeSpan.FromDays(1));
        await World.Sessions.SeeAsync(session, Database.Time.GetUtcNow().AddDays(14), Cancel);
    }

    private async Task<List<AuditEntry>> EntriesAsync()
    {
        await using var context = Database.CreateDbContext();
        return await context.AuditEntries.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync(Cancel);
    }
}
