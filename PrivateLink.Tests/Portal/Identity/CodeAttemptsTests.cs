using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.People;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

public sealed class CodeAttemptsOnSqliteTests() : CodeAttemptsTests(new SqliteTestDatabase());

public sealed class CodeAttemptsOnSqlServerTests() : CodeAttemptsTests(new SqlServerTestDatabase());

/// <summary>An attacker who knows the password guesses the code.</summary>
public abstract class CodeAttemptsTests(TestDatabase database) : PeopleTests(database)
{
    private const string Email = "ada@my-saas.example";

    private CodeAttempts Attempts => World.Services.GetRequiredService<CodeAttempts>();

    [Fact]
    public async Task TryTakeAsync_FiveInARow_CloseForTwiceAsLongEachTime_AndAtMostADay()
    {
        var ada = await World.PersonAsync(Email, CompanyRole.Administrator);
        List<double> waits = [];
        for (var round = 1; round <= 12; round++)
        {
            for (var guess = 1; guess <= 5; guess++) Assert.NotNull(await Attempts.TryTakeAsync(ada.Id, Cancel));
            Assert.Null(await Attempts.TryTakeAsync(ada.Id, Cancel));
            waits.Add((await ClosedUntilAsync(ada) - Now)!.Value.TotalMinutes);
            Database.Time.Advance(TimeSpan.FromMinutes(waits[^1]));
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440], waits);
        await Attempts.ForgetAsync(ada.Id, Cancel);
        Assert.Equal(1, await Attempts.TryTakeAsync(ada.Id, Cancel));
    }

    /// <summary>Concurrent guesses must not all be checked before the first is counted.</summary>
    [Fact]
    public async Task TryTakeAsync_ManyAtTheSameMoment_AreFive()
    {
        var ada = await World.PersonAsync(Email, CompanyRole.Administrator);

        var taken = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => Attempts.TryTakeAsync(ada.Id, Cancel), Cancel)));

        Assert.Equal([1, 2, 3, 4, 5], taken.OfType<int>().Order());
    }

    [Fact]
    public async Task CodeAsync_AfterWrongOnes_LooksAtNoRightOneUntilTheWaitIsOver_AndTellsThePerson()
    {
        await using var world = new PeopleWorld(Database, Database.Time, "--Mail:Host=mail.my-saas.example", "--Mail:From=portal@my-saas.example");
        var key = await AdaWithAuthenticatorAsync(world);
        _ = world.Post.ToList();
        var guesser = new PeopleBrowser(world.Services);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(SignInOutcome.CodeNeeded, await guesser.SignInAsync(Email, PeopleWorld.Password));
            for (var guess = 1; guess <= 5; guess++) Assert.Equal(SignInOutcome.Refused, await guesser.CodeAsync("000000"));
            Assert.Equal("Wrong codes for your PrivateLink account", Assert.Single(world.Post).Subject);
            await OpenPasswordsAsync();
            if (round == 0) Database.Time.Advance(TimeSpan.FromMinutes(6));
        }

        // The password is accepted again, but its code is not.
        Database.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(SignInOutcome.CodeNeeded, await guesser.SignInAsync(Email, PeopleWorld.Password));
        Assert.Equal(SignInOutcome.Refused, await guesser.CodeAsync(CodeOf(key)));
        Database.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(SignInOutcome.CodeNeeded, await guesser.SignInAsync(Email, PeopleWorld.Password));
        Assert.Equal(SignInOutcome.SignedIn, await guesser.CodeAsync(CodeOf(key)));
        await using var context = Database.CreateDbContext();
        Assert.Equal((0, null), await context.People.Select(person => ValueTuple.Create(person.CodesTried, person.CodesClosedUntil)).SingleAsync(Cancel));
    }

    private async Task<AuthenticatorKey> AdaWithAuthenticatorAsync(PeopleWorld world)
    {
        await world.PersonAsync(Email, CompanyRole.Administrator);
        var browser = new PeopleBrowser(world.Services);
        await browser.SignInAsync(Email, PeopleWorld.Password);
        var key = (await browser.FactorsAsync((own, caller) => own.AuthenticatorKeyAsync(caller)))!;
        Assert.Equal(10, (await browser.FactorsAsync((own, caller) => own.ConfirmAuthenticatorAsync(caller, CodeOf(key), PeopleWorld.Password))).RecoveryCodes.Count);
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        return key;
    }

    /// <summary>Identity also locks the account, by the machine's own clock.</summary>
    private async Task OpenPasswordsAsync()
    {
        await using var context = Database.CreateDbContext();
        await context.People.ExecuteUpdateAsync(set => set.SetProperty(person => person.LockoutEnd, (DateTimeOffset?)null), Cancel);
    }

    private async Task<DateTime?> ClosedUntilAsync(PortalUser person)
    {
        await using var context = Database.CreateDbContext();
        return (await context.People.SingleAsync(row => row.Id == person.Id, Cancel)).CodesClosedUntil;
    }

    private string CodeOf(AuthenticatorKey key) => TimeCode.CodeAt(key.Text, TimeCode.StepAt(Database.Time.GetUtcNow()));
}
