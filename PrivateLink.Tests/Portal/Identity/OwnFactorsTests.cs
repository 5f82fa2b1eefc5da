using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.People;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

public sealed class OwnFactorsTests() : PeopleTests(new SqliteTestDatabase())
{
    /// <summary>A person at another user's open page has neither the password nor enough tries.</summary>
    [Fact]
    public async Task SecondFactor_OfSomebodyElsesOpenPage_TakesThePassword_AndFiveTries()
    {
        var (ada, caller) = await AdaAsync();

        Assert.Contains("not your password", SentenceOf((await AskAsync(own => own.NewRecoveryCodesAsync(caller, "a guess"))).Result), StringComparison.Ordinal);
        for (var guess = 2; guess <= 5; guess++)
            Assert.Contains("not your password", SentenceOf(await AskAsync(own => own.RemoveAuthenticatorAsync(caller, "a guess"))), StringComparison.Ordinal);

        Assert.Contains("Too many", SentenceOf(await AskAsync(own => own.RemoveAuthenticatorAsync(caller, PeopleWorld.Password))), StringComparison.Ordinal);
        await using var context = Database.CreateDbContext();
        Assert.True((await context.People.FindAsync([ada.Id], Cancel))!.TwoFactorEnabled);
    }

    [Fact]
    public async Task NewRecoveryCodesAsync_WithThePassword_MakesTen()
    {
        var (_, caller) = await AdaAsync();

        Assert.Equal(10, (await AskAsync(own => own.NewRecoveryCodesAsync(caller, PeopleWorld.Password))).RecoveryCodes.Count);
    }

    [Fact]
    public async Task ConfirmAuthenticatorAsync_OfSomebodyElsesOpenPage_TakesThePassword()
    {
        var ada = await World.PersonAsync("ada@my-saas.example", CompanyRole.Administrator);
        var caller = Caller.Company("Ada", CompanyRole.Administrator, ada.Id);
        var key = await AskAsync(own => own.AuthenticatorKeyAsync(caller));
        var code = TimeCode.CodeAt(key!.Text, TimeCode.StepAt(Database.Time.GetUtcNow()));

        Assert.Contains("not your password", SentenceOf((await AskAsync(own => own.ConfirmAuthenticatorAsync(caller, code, "a guess"))).Result), StringComparison.Ordinal);
        Assert.Equal(10, (await AskAsync(own => own.ConfirmAuthenticatorAsync(caller, code, PeopleWorld.Password))).RecoveryCodes.Count);
    }

    [Fact]
    public async Task AddPasskeyAsync_OneMoreThanTwenty_IsRefused()
    {
        var person = await World.PersonAsync("mia@megacorp.example", null, (World.Megacorp, TenantRole.Owner));
        await using (var scope = World.Services.CreateAsyncScope())
        {
            var people = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
            var owner = (await people.FindByIdAsync($"{person.Id}"))!;
            for (byte number = 1; number < 20; number++)
                Assert.True((await people.AddOrUpdatePasskeyAsync(owner, new([number], [1], DateTimeOffset.UnixEpoch, 0, null, true, false, false, [1], [1]) { Name = $"{number}" })).Succeeded);
        }

        var browser = new PeopleBrowser(World.Services);
        await browser.SignInAsync("mia@megacorp.example", PeopleWorld.Password);

        Assert.IsType<SaveResult.Saved>(await AddAsync());
        Assert.Contains("already have twenty", SentenceOf(await AddAsync()), StringComparison.Ordinal);

        async Task<SaveResult> AddAsync()
        {
            using var passkey = new SoftwarePasskey();
            var options = (await browser.FactorsAsync((own, caller) => own.PasskeyOptionsAsync(caller)))!;
            return await browser.FactorsAsync((own, caller) => own.AddPasskeyAsync(caller, passkey.Create(options), "One more", PeopleWorld.Password));
        }
    }

    [Fact]
    public async Task RemovePasskeyAsync_OfSomebodyElsesOpenPage_TakesThePassword()
    {
        var ada = await World.PersonAsync("ada@my-saas.example", CompanyRole.Administrator);
        var browser = new PeopleBrowser(World.Services);
        using var passkey = new SoftwarePasskey();
        await browser.SignInAsync(ada.Email!, PeopleWorld.Password);
        var id = await AddAsync(browser, passkey, PeopleWorld.Password);

        Assert.Contains("not your password", SentenceOf(await browser.FactorsAsync((own, caller) => own.RemovePasskeyAsync(caller, id, "a guess"))), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await browser.FactorsAsync((own, caller) => own.RemovePasskeyAsync(caller, id, PeopleWorld.Password)));

        Assert.Equal(SignInOutcome.Refused, await new PeopleBrowser(World.Services).SignInAsync(passkey));
    }

    /// <summary>For an account without a password, a recent sign-in by passkey is the proof.</summary>
    [Fact]
    public async Task Factors_OfAnAccountWithoutAPassword_TakeASignInByPasskeyAMomentAgo()
    {
        var ada = await World.PersonAsync("ada@my-saas.example", CompanyRole.Administrator);
        var browser = new PeopleBrowser(World.Services);
        using var passkey = new SoftwarePasskey();
        using var second = new SoftwarePasskey();
        await browser.SignInAsync(ada.Email!, PeopleWorld.Password);
        var id = await AddAsync(browser, passkey, PeopleWorld.Password);
        await using (var context = Database.CreateDbContext())
            await context.People.Where(person => person.Id == ada.Id).ExecuteUpdateAsync(set => set.SetProperty(person => person.PasswordHash, (string?)null), Cancel);

        Assert.Contains("no password", SentenceOf(await browser.FactorsAsync((own, caller) => own.RemovePasskeyAsync(caller, id, ""))), StringComparison.Ordinal);
        Assert.Equal(SignInOutcome.SignedIn, await browser.SignInAsync(passkey));
        Database.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("no password", SentenceOf(await TryAddAsync(browser, second, "")), StringComparison.Ordinal);
        Assert.Contains("no password", SentenceOf(await ChangePasswordAsync(browser)), StringComparison.Ordinal);

        Assert.Equal(SignInOutcome.SignedIn, await browser.SignInAsync(passkey));
        Assert.IsType<SaveResult.Saved>(await TryAddAsync(browser, second, ""));
        Assert.IsType<SaveResult.Saved>(await browser.FactorsAsync((own, caller) => own.RemovePasskeyAsync(caller, id, "")));
    }

    private static Task<SaveResult> ChangePasswordAsync(PeopleBrowser browser) => browser.AskAsync(request => request.GetRequiredService<OwnAccount>()
        .ChangePasswordAsync(request.GetRequiredService<CurrentCaller>().Account, "", "eleven yellow rivers"));

    private static async Task<SaveResult> TryAddAsync(PeopleBrowser browser, SoftwarePasskey passkey, string password)
    {
        var options = (await browser.FactorsAsync((own, caller) => own.PasskeyOptionsAsync(caller)))!;
        return await browser.FactorsAsync((own, caller) => own.AddPasskeyAsync(caller, passkey.Create(options), "Key", password));
    }

    /// <summary>Adds a passkey and returns its key for forms.</summary>
    private static async Task<string> AddAsync(PeopleBrowser browser, SoftwarePasskey passkey, string password)
    {
        Assert.IsType<SaveResult.Saved>(await TryAddAsync(browser, passkey, password));
        var view = await browser.AskAsync(request => request.GetRequiredService<OwnAccount>().FindAsync(request.GetRequiredService<CurrentCaller>().Account));
        return Assert.Single(view!.Passkeys).Id;
    }

    private static string SentenceOf(SaveResult result) => Assert.Single(Assert.IsType<SaveResult.Invalid>(result).Errors).Value;

    private async Task<(PortalUser Ada, Caller Caller)> AdaAsync()
    {
        var ada = await World.PersonAsync("ada@my-saas.example", CompanyRole.Administrator);
        await using var scope = World.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var person = (await people.FindByIdAsync(ada.Id.ToString()))!;
        await people.SetTwoFactorEnabledAsync(person, true);
        return (ada, Caller.Company("Ada", CompanyRole.Administrator, ada.Id));
    }

    private async Task<TAnswer> AskAsync<TAnswer>(Func<OwnFactors, Task<TAnswer>> question)
    {
        await using var scope = World.Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<OwnFactors>());
    }
}
