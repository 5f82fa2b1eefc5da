using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Portal.Identity.Setup;
using PrivateLink.Portal.Web;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.People;
using Xunit;

namespace PrivateLink.Tests.Portal.Demonstration;

public sealed class DemoPeopleOnSqliteTests() : DemoPeopleTests(new SqliteTestDatabase());

public sealed class DemoPeopleOnSqlServerTests() : DemoPeopleTests(new SqlServerTestDatabase());

/// <summary>The demonstration's accounts: links admit them for an hour, and they are refused without the demonstration.</summary>
public abstract class DemoPeopleTests(TestDatabase database) : PeopleTests(database)
{
    [Fact]
    public async Task Use_WithinTheHour_SignsInOnce()
    {
        var people = People();
        var token = TokenOf((await people.LinksAsync(Cancel))[0].Link);
        Database.Time.Advance(DemoPeople.GoodFor - TimeSpan.FromSeconds(1));

        Assert.Equal(SignInOutcome.SignedIn, await people.UseAsync(token, SignedIn));
        Assert.Equal(SignInOutcome.Refused, await people.UseAsync(token, SignedIn));
    }

    /// <summary>A full disk takes no session, so the link was not used.</summary>
    [Fact]
    public async Task Use_NobodyCanSignInNow_LeavesTheLinkGood()
    {
        var people = People();
        var token = TokenOf((await people.LinksAsync(Cancel))[0].Link);

        Assert.Equal(SignInOutcome.Unavailable, await people.UseAsync(token, _ => Task.FromResult(SignInOutcome.Unavailable)));
        Assert.Equal(SignInOutcome.SignedIn, await people.UseAsync(token, SignedIn));
    }

    [Fact]
    public async Task Use_AnHourLater_SignsNobodyIn()
    {
        var people = People();
        var token = TokenOf((await people.LinksAsync(Cancel))[0].Link);
        Database.Time.Advance(DemoPeople.GoodFor);

        Assert.Equal(SignInOutcome.Refused, await people.UseAsync(token, SignedIn));
    }

    private static Task<SignInOutcome> SignedIn(Guid person) => Task.FromResult(SignInOutcome.SignedIn);

    /// <summary>This holds for everything they got while it was enabled: a password, a session, a link.</summary>
    [Fact]
    public async Task SignIn_WhereTheDemonstrationIsOff_IsRefusedWithTheRightPasswordToo()
    {
        var person = await World.PersonAsync(DemoNames.OperatorEmail, CompanyRole.Operator);
        var (session, stamp) = await World.SignInAsync(person, Now);
        Assert.NotNull(await World.Sessions.FindAsync(session, stamp, Cancel));
        Assert.Equal(SignInOutcome.SignedIn, await TryAsync(signIns => signIns.PasswordAsync(DemoNames.OperatorEmail, PeopleWorld.Password, remember: false)));

        Close();

        Assert.Null(await World.Sessions.FindAsync(session, stamp, Cancel));
        Assert.Equal(SignInOutcome.Refused, await TryAsync(signIns => signIns.PasswordAsync(DemoNames.OperatorEmail, PeopleWorld.Password, remember: false)));
        Assert.Equal(SignInOutcome.Refused, await TryAsync(signIns => signIns.PersonAsync(person.Id, SignInMethod.Link)));
    }

    /// <summary>A passkey signs in without a password and without the lockout, so it needs its own check.</summary>
    [Fact]
    public async Task SignIn_WhereTheDemonstrationIsOff_IsRefusedWithAPasskeyToo()
    {
        await World.PersonAsync(DemoNames.OperatorEmail, CompanyRole.Operator);
        var (browser, passkey) = (new PeopleBrowser(World.Services), new SoftwarePasskey());
        using var _ = passkey;
        await browser.SignInAsync(DemoNames.OperatorEmail, PeopleWorld.Password);
        var options = (await browser.FactorsAsync((own, caller) => own.PasskeyOptionsAsync(caller)))!;
        Assert.IsType<SaveResult.Saved>(await browser.FactorsAsync((own, caller) => own.AddPasskeyAsync(caller, passkey.Create(options), "Laptop", PeopleWorld.Password)));
        Assert.Equal(SignInOutcome.SignedIn, await new PeopleBrowser(World.Services).SignInAsync(passkey));

        Close();

        var another = new PeopleBrowser(World.Services);
        Assert.Equal(SignInOutcome.Refused, await another.SignInAsync(passkey));
        Assert.Null(await another.SignedInAsync());
    }

    [Fact]
    public async Task SignIn_OfOthersWhereTheDemonstrationIsOff_WorksOn()
    {
        await World.PersonAsync("ada@my-saas.example", CompanyRole.Administrator);

        Close();

        Assert.Equal(SignInOutcome.SignedIn, await TryAsync(signIns => signIns.PasswordAsync("ada@my-saas.example", PeopleWorld.Password, remember: false)));
    }

    [Theory]
    [InlineData("Operator", CompanyRole.Operator)]
    [InlineData("Administrator", CompanyRole.Administrator)]
    [InlineData("Customer", null)]
    public async Task Player_OfEachPart_IsThePersonOfItsRole(string part, CompanyRole? role)
    {
        var people = People();

        var player = await people.PlayerAsync(part, Cancel);

        Assert.Equal(player, await people.PlayerAsync(part, Cancel)); // no account is created twice
        await using var context = Database.CreateDbContext();
        Assert.Equal(role, (await context.People.FindAsync([player], Cancel))!.CompanyRole);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("operator")]
    [InlineData("Owner")]
    public async Task Player_OfNoPart_IsNobody(string? part) => Assert.Null(await People().PlayerAsync(part, Cancel));

    [Fact]
    public async Task FirstAdministrator_BesideTheOneThatAnybodyPlays_IsStillMissing()
    {
        World.Services.GetRequiredService<IOptions<PeopleOptions>>().Value.PlayedAccounts.UnionWith(DemoNames.Emails.Select(NormalizedText.Of));
        await People().LinksAsync(Cancel);

        Assert.True(await World.Setup.IsMissingAsync(Cancel));

        await World.PersonAsync("ada@my-saas.example", CompanyRole.Administrator);
        Assert.False(await World.Setup.IsMissingAsync(Cancel));
    }

    [Fact]
    public async Task Role_OfTheLastAdministratorBesideTheOneThatAnybodyPlays_IsKept()
    {
        World.Services.GetRequiredService<IOptions<PeopleOptions>>().Value.PlayedAccounts.UnionWith(DemoNames.Emails.Select(NormalizedText.Of));
        await People().LinksAsync(Cancel);
        var last = await World.PersonAsync("ada@my-saas.example", CompanyRole.Administrator);

        Assert.IsType<SaveResult.Conflict>(await World.CompanyPeople.ChangeRoleAsync(PeopleWorld.Company, last.Id, CompanyRole.Operator, Cancel));
    }

    private void Close() => World.Services.GetRequiredService<IOptions<PeopleOptions>>().Value.ClosedAccounts.UnionWith(DemoNames.Emails.Select(NormalizedText.Of));

    private DemoPeople People() => new(
        World.Services.GetRequiredService<ChangeWriter>(),
        World.Services.GetRequiredService<PortalAddress>(),
        World.Services.GetRequiredService<WayInConsole>(),
        Database.Time);

    private async Task<SignInOutcome> TryAsync(Func<SignIns, Task<SignInOutcome>> attempt)
    {
        await using var scope = World.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        return await attempt(scope.ServiceProvider.GetRequiredService<SignIns>());
    }

    private static string TokenOf(string link) => link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..];
}
