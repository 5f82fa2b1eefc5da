using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class SharedLinkOnSqliteTests() : SharedLinkTests(new SqliteTestDatabase());

public sealed class SharedLinkOnSqlServerTests() : SharedLinkTests(new SqlServerTestDatabase());

/// <summary>Operators immediately see that two tenants name the same link. The tenants do not.</summary>
public abstract class SharedLinkTests(TestDatabase database) : OnboardingTest(database)
{
    [Fact]
    public async Task SharedAsync_TwoTenantsTypedTheSame_ShowsBothAndWhoWasFirst()
    {
        await World.StartWithLinkAsync(PortalWorld.OtherAwsLink); // named by one tenant only
        await World.StartWithLinkAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await World.StartWithLinkAsync(caller: World.Gus);

        var shared = Assert.Single(await World.Operations.SharedAsync(PortalWorld.Company, Cancel));

        Assert.Equal(PortalWorld.AwsLink, shared.LinkId);
        Assert.Equal(["Megacorp", "Globex"], shared.Holders.Select(holder => holder.Tenant));
        Assert.All(shared.Holders, holder => Assert.Equal(ClaimLevel.Asserted, holder.Claim));
        Assert.Equal(PrivateEndpointState.AwaitingTraffic, (await ViewAsync(second)).State);
    }

    [Fact]
    public async Task SharedAsync_OneTenantTwiceOrRetired_ShowsNothing()
    {
        await World.StartWithLinkAsync();
        var theirs = await World.StartWithLinkAsync(caller: World.Gus);
        Assert.IsType<SaveResult.Saved>(await World.Endpoints.RetireAsync(World.Gus, theirs, Cancel));

        Assert.Empty(await World.Operations.SharedAsync(PortalWorld.Company, Cancel));
    }
}
