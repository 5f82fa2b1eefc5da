using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class CeilingOnSqliteTests() : CeilingTests(new SqliteTestDatabase());

public sealed class CeilingOnSqlServerTests() : CeilingTests(new SqlServerTestDatabase());

/// <summary>What one tenant can make is bounded, however it makes it; the company's people are not held up.</summary>
public abstract class CeilingTests(TestDatabase database) : OnboardingTest(database)
{
    [Fact]
    public async Task PrivateEndpoints_StartedAndRetiredInALoop_MeetTheCeilingUntilTheNextDay()
    {
        World.Portal.Ceilings.Value.PrivateEndpoints = 2;
        for (var made = 0; made < 2; made++) await World.Endpoints.RetireAsync(World.Mia, await World.StartAsync(), Cancel);

        Assert.Contains("at most 2 private endpoints", SentenceOf(await World.Onboarding.StartAsync(World.Mia, World.Draft(), Cancel)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.StartAsync(World.Gus, World.Draft(host: World.GlobexHost), Cancel));

        Database.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.StartAsync(World.Mia, World.Draft(), Cancel));
    }

    [Fact]
    public async Task PrivateEndpoints_ListedByTheFormOfAHost_MeetTheSameCeiling()
    {
        World.Portal.Ceilings.Value.PrivateEndpoints = 2;

        Assert.Contains("at most 2 private endpoints", SentenceOf(await ListAsync(World.Mia, 3)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await ListAsync(World.Mia, 2));
        Assert.IsType<SaveResult.Saved>(await ListAsync(World.Mia, 2)); // the same two again
        Assert.IsType<SaveResult.Saved>(await ListAsync(PortalWorld.Company, 3));
    }

    [Fact]
    public async Task ClaimNames_MadeAgainAndAgain_MeetTheCeilingUntilTheNextDay()
    {
        World.Portal.Ceilings.Value.ClaimNames = 2;
        var id = await World.StartAsync();
        for (var made = 0; made < 2; made++) Assert.IsType<SaveResult.Saved>(await World.Claims.IssueAsync(World.Mia, id, Cancel));

        Assert.Contains("2 names were made", SentenceOf(await World.Claims.IssueAsync(World.Mia, id, Cancel)), StringComparison.Ordinal);
        Assert.NotNull(await World.Claims.FindAsync(World.Mia, id, Cancel));

        Database.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.IsType<SaveResult.Saved>(await World.Claims.IssueAsync(World.Mia, id, Cancel));
    }

    private async Task<SaveResult> ListAsync(Caller caller, int links)
    {
        var resource = (await World.Portal.Resources.FindAsync(caller, World.MegacorpHost, Cancel))!;
        resource.Draft.Links.Clear();
        for (var index = 0; index < links; index++) resource.Draft.Links.Add(World.Portal.AwsDraft($"vpce-0a1b2c3d4e5f6071{index}"));
        return await World.Portal.Resources.UpdateAsync(caller, resource.Id, resource.Version, resource.Draft, Cancel);
    }
}
