using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class CeilingOnSqliteTests() : CeilingTests(new SqliteTestDatabase());

public sealed class CeilingOnSqlServerTests() : CeilingTests(new SqlServerTestDatabase());

/// <summary>Every way for a tenant to create things is bounded. The company's users are not limited.</summary>
public abstract class CeilingTests(TestDatabase database) : OnboardingTest(database)
{
    [Fact]
    public async Task PrivateEndpoints_StartedAndRetiredInALoop_MeetTheCeilingUntilTheNextDay()
    {
        World.Portal.Ceilings.Value.PrivateEndpoints = 2;
        for (var made = 0; made < 2; made++) await World.Endpoints.RetireAsync(World.Mia, await World.StartAsync(), Cancel);

        Assert.Contains("can have 2 private endpoints", SentenceOf(await World.Onboarding.StartAsync(World.Mia, World.Draft(), Cancel)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.StartAsync(World.Gus, World.Draft(host: World.GlobexHost), Cancel));

        Database.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.StartAsync(World.Mia, World.Draft(), Cancel));
    }

    [Fact]
    public async Task PrivateEndpoints_ListedByTheFormOfAHost_MeetTheSameCeiling()
    {
        World.Portal.Ceilings.Value.PrivateEndpoints = 2;

        Assert.Contains("can have 2 private endpoints", SentenceOf(await ListAsync(World.Mia, 3)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await ListAsync(World.Mia, 2));
        Assert.IsType<SaveResult.Saved>(await ListAsync(World.Mia, 2)); // the same two links again
        Assert.IsType<SaveResult.Saved>(await ListAsync(PortalWorld.Company, 3));
    }

    [Fact]
    public async Task ClaimNames_MadeAgainAndAgain_MeetTheCeilingUntilTheNextDay()
    {
        World.Portal.Ceilings.Value.ClaimNames = 2;
        var id = await World.StartAsync();
        for (var made = 0; made < 2; made++) Assert.IsType<SaveResult.Saved>(await World.Claims.IssueAsync(World.Mia, id, Cancel));

        Assert.Contains("2 names were created", SentenceOf(await World.Claims.IssueAsync(World.Mia, id, Cancel)), StringComparison.Ordinal);
        Assert.NotNull(await World.Claims.FindAsync(World.Mia, id, Cancel));

        Database.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.IsType<SaveResult.Saved>(await World.Claims.IssueAsync(World.Mia, id, Cancel));
    }

    /// <summary>This creates nothing, but every change is a permanent entry that delays all other saves.</summary>
    [Fact]
    public async Task Changes_RenamingAndSwitchingInALoop_MeetTheCeilingForTenMinutes()
    {
        var (person, another) = (Caller.Tenant("mia", World.Portal.Megacorp.Id, personId: Guid.NewGuid()), Caller.Tenant("max", World.Portal.Megacorp.Id, personId: Guid.NewGuid()));
        var id = await World.StartWithLinkAsync();
        World.Portal.Ceilings.Value.Changes = 4;

        for (var change = 0; change < 2; change++)
        {
            Assert.IsType<SaveResult.Saved>(await RenameAsync(person, id));
            Assert.IsType<SaveResult.Saved>(await World.Endpoints.SwitchAsync(person, id, enabled: change % 2 == 1, cancellationToken: Cancel));
        }

        Assert.Equal("You have made 4 changes within ten minutes. Nothing was saved. Try again in a few minutes.", RefusalOf(await RenameAsync(person, id)));
        Assert.NotNull(RefusalOf(await World.Endpoints.SwitchAsync(person, id, enabled: false, cancellationToken: Cancel)));
        Assert.IsType<SaveResult.Saved>(await RenameAsync(another, id));
        var ada = Caller.Company("ada", personId: Guid.NewGuid());
        for (var change = 0; change < 6; change++) Assert.IsType<SaveResult.Saved>(await RenameAsync(ada, id)); // the company is not limited

        Database.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.IsType<SaveResult.Saved>(await RenameAsync(person, id));
    }

    [Fact]
    public async Task Changes_ByManyPeopleOfOneTenant_MeetTheTenantsCeiling()
    {
        var id = await World.StartAsync();
        World.Portal.Ceilings.Value.ChangesOfTenant = 4; // one is used, for the endpoint
        for (var change = 0; change < 3; change++)
            Assert.IsType<SaveResult.Saved>(await RenameAsync(Caller.Tenant($"person {change}", World.Portal.Megacorp.Id, personId: Guid.NewGuid()), id));

        Assert.StartsWith("Your organisation has made 4 changes within ten minutes.", RefusalOf(await RenameAsync(World.Mia, id)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.StartAsync(World.Gus, World.Draft(host: World.GlobexHost), Cancel));
        for (var change = 0; change < 10; change++) Assert.IsType<SaveResult.Saved>(await RenameAsync(PortalWorld.Company, id));
    }

    private static string? RefusalOf(SaveResult result) => Assert.IsType<SaveResult.Conflict>(result).Message;

    private async Task<SaveResult> RenameAsync(Caller caller, Guid id) =>
        await World.Endpoints.RenameAsync(caller, id, new((await ViewAsync(id)).Name, $"{Guid.NewGuid():N}"), Cancel);

    private async Task<SaveResult> ListAsync(Caller caller, int links)
    {
        var resource = (await World.Portal.Resources.FindAsync(caller, World.MegacorpHost, Cancel))!;
        resource.Draft.Links.Clear();
        for (var index = 0; index < links; index++) resource.Draft.Links.Add(World.Portal.AwsDraft($"vpce-0a1b2c3d4e5f6071{index}"));
        return await World.Portal.Resources.UpdateAsync(caller, resource.Id, resource.Version, resource.Draft, Cancel);
    }
}
