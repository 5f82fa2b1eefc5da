using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

public sealed class OwnFactorsTests() : PeopleTests(new SqliteTestDatabase())
{
    /// <summary>Somebody at an open page has neither the password nor as many tries as it takes.</summary>
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
