using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.People;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.People;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

/// <summary>The mail that users get about their own account.</summary>
public sealed class AccountLettersTests() : PeopleTests(new SqliteTestDatabase())
{
    private const string Email = "mia@megacorp.example";
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Fact]
    public async Task SignIn_FromANetworkOrBrowserNeverSeen_IsTold()
    {
        await using var world = await MiasWorldAsync();
        await SignInAsync(world, "192.0.2.7");
        Assert.Empty(world.Post); // the first sign-in, with nothing to compare

        await SignInAsync(world, "192.0.2.200"); // the same /24
        Assert.Empty(world.Post);
        await SignInAsync(world, "198.51.100.1");
        Assert.Contains("from 198.51.100.1 (Chrome on Linux)", Assert.Single(world.Post).Text, StringComparison.Ordinal);
        await SignInAsync(world, "198.51.100.1");
        Assert.Empty(world.Post);
        await SignInAsync(world, "192.0.2.7", Firefox);
        Assert.Equal(("New sign-in to your PrivateLink account", Email), (Assert.Single(world.Post) is var letter ? (letter.Subject, letter.To) : default));
    }

    [Fact]
    public async Task SignIn_FromManyPlaces_IsToldAFewTimesAnHour()
    {
        await using var world = await MiasWorldAsync();
        for (var place = 0; place < 12; place++) await SignInAsync(world, $"198.51.{place}.1");

        Assert.Equal(MailPace.LettersAnHour, world.Post.Count());
    }

    [Fact]
    public async Task Passkey_Password_Authenticator_AndReset_AreTold()
    {
        await using var world = await MiasWorldAsync();
        var browser = new PeopleBrowser(world.Services);
        using var passkey = new SoftwarePasskey();
        await browser.SignInAsync(Email, PeopleWorld.Password);

        var options = (await browser.FactorsAsync((own, caller) => own.PasskeyOptionsAsync(caller)))!;
        await browser.FactorsAsync((own, caller) => own.AddPasskeyAsync(caller, passkey.Create(options), "Laptop\n\nAll is well.", PeopleWorld.Password));
        var added = Assert.Single(world.Post);
        Assert.Equal("New passkey on your PrivateLink account", added.Subject);
        Assert.Contains("\"Laptop  All is well.\" was added", added.Text, StringComparison.Ordinal);
        Assert.Contains("/account/forgotten", added.Text, StringComparison.Ordinal);

        await browser.FactorsAsync((own, caller) => own.AddPasskeyAsync(caller, passkey.Create(options), "Again", "a guess"));
        Assert.Empty(world.Post); // a refused change sends no mail

        Assert.IsType<SaveResult.Saved>(await browser.AskAsync(request => request.GetRequiredService<OwnAccount>()
            .ChangePasswordAsync(request.GetRequiredService<CurrentCaller>().Account, PeopleWorld.Password, "eleven yellow rivers")));
        Assert.Equal("Your PrivateLink password was changed", Assert.Single(world.Post).Subject);

        var mia = (await world.TenantPeople.ListAsync(PeopleWorld.Company, World.Megacorp.Id, Cancel))!.Members.Single();
        var link = Assert.IsType<ResetLink.Issued>(await world.CompanyPeople.ResetLinkAsync(PeopleWorld.Company, mia.PersonId, Cancel));
        await world.Resets.ResetAsync(link.Text, "twelve yellow rivers", from: null, Cancel);
        Assert.Equal("Your PrivateLink password was reset", Assert.Single(world.Post).Subject);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("", "unknown")]
    public void SignInPlace_OfAnAddress_IsItsNetwork(string address, string network) => Assert.Equal(network, SignInPlace.Of(address, Firefox).Network);

    /// <summary>A portal with a mail server on the same database, and a member who has never signed in.</summary>
    private async Task<PeopleWorld> MiasWorldAsync()
    {
        await World.PersonAsync(Email, null, (World.Megacorp, TenantRole.Owner));
        return new(Database, Database.Time, "--Mail:Host=mail.my-saas.example", "--Mail:From=portal@my-saas.example");
    }

    private static async Task SignInAsync(PeopleWorld world, string address, string? browser = null)
    {
        var visitor = browser is null ? new PeopleBrowser(world.Services) { Address = address } : new PeopleBrowser(world.Services) { Address = address, Name = browser };
        Assert.Equal(SignInOutcome.SignedIn, await visitor.SignInAsync(Email, PeopleWorld.Password));
    }
}
