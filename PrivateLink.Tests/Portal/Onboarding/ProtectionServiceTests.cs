using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class ProtectionServiceOnSqliteTests() : ProtectionServiceTests(new SqliteTestDatabase());

public sealed class ProtectionServiceOnSqlServerTests() : ProtectionServiceTests(new SqlServerTestDatabase());

/// <summary>What is protected, since when, and who did it.</summary>
public abstract class ProtectionServiceTests(TestDatabase database) : OnboardingTest(database)
{
    private const string Host = "megacorp.my-saas.io";

    private ProtectionService Protection => new(Database);

    [Fact]
    public async Task ListAsync_Monitored_IsPublic()
    {
        var host = Assert.Single(await Protection.ListAsync(World.Mia, Cancel));

        Assert.Equal((Host, ResourceMode.Monitor), (host.Host, host.Mode));
        Assert.True(host.IsPublic);
        Assert.False(host.IsProtected);
        Assert.Null(host.EnforcedBy);
    }

    [Fact]
    public async Task ListAsync_OnTrial_IsNeitherPublicNorProtected()
    {
        await EnforceAsync();

        var host = Assert.Single(await Protection.ListAsync(World.Mia, Cancel));

        Assert.Equal((false, false), (host.IsPublic, host.IsProtected));
        Assert.Equal(World.Now + TimeSpan.FromMinutes(10), host.TrialUntil);
        Assert.Null(host.ConfirmedBy);
    }

    [Fact]
    public async Task ListAsync_Confirmed_SaysSinceWhenAndWhoEnforcedAndConfirmedIt()
    {
        await EnforceAsync();
        var enforced = World.Now;
        Database.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, Host, Cancel));

        var host = Assert.Single(await Protection.ListAsync(World.Mia, Cancel));

        Assert.True(host.IsProtected);
        Assert.Equal(enforced, host.Since);
        Assert.Equal((World.Mia.Person, World.Mia.Person), (host.EnforcedBy, host.ConfirmedBy));
    }

    [Fact]
    public async Task ListAsync_OfAnotherTenant_ShowsItsOwnHostsOnly()
    {
        await EnforceAsync();

        Assert.DoesNotContain(await Protection.ListAsync(World.Gus, Cancel), host => host.Id == World.MegacorpHost);
        Assert.Contains(await Protection.ListAsync(PortalWorld.Company, Cancel), host => host.Id == World.MegacorpHost);
    }

    private async Task EnforceAsync()
    {
        await World.VerifyLinkAsync();
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, new(Host, TimeSpan.FromMinutes(10), WithoutVerifiedLink: false), Cancel));
    }
}
