using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Onboarding;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Connectivity;

public sealed class ConnectivitySearchOnSqliteTests() : ConnectivitySearchTests(new SqliteTestDatabase());

public sealed class ConnectivitySearchOnSqlServerTests() : ConnectivitySearchTests(new SqlServerTestDatabase());

/// <summary>Which customer a hastily typed name means.</summary>
public abstract class ConnectivitySearchTests(TestDatabase database) : OnboardingTest(database)
{
    private ConnectivitySearch Search => new(Database, World.Portal.Store, World.Live.Live);

    [Theory]
    [InlineData("megacorp")]
    [InlineData("MEGA")]
    [InlineData("megacorp.my-saas.io")]
    [InlineData("gacorp.my")]
    [InlineData(PortalWorld.AwsLink)]
    [InlineData("08d2bf15")]
    [InlineData("megacorp cannot connect")]
    [InlineData("Why is megacorp down?")]
    [InlineData("megacorp gives an error")]
    public async Task FindAsync_APartOfAName_FindsTheTenant(string text)
    {
        await World.StartWithLinkAsync();

        var found = await Search.FindAsync(PortalWorld.Company, text, Cancel);

        Assert.NotEmpty(found.Matches);
        Assert.All(found.Matches, match => Assert.Equal(World.Portal.Megacorp.Id, match.TenantId));
    }

    [Theory]
    [InlineData("megacrop")]
    [InlineData("megacor.my-saas.io")]
    [InlineData("megacrop is down")]
    public async Task FindAsync_SpelledNearly_OffersTheNearest(string text)
    {
        await World.Portal.Publisher.RefreshAsync(Cancel);

        var found = await Search.FindAsync(PortalWorld.Company, text, Cancel);

        Assert.Empty(found.Matches);
        Assert.Contains(found.Near, match => match.TenantId == World.Portal.Megacorp.Id);
    }

    [Fact]
    public async Task FindAsync_AHostThatNeverWasInThePolicy_SaysSoAndWhatAskedForIt()
    {
        await using (var context = Database.CreateDbContext())
        {
            context.Add(RecordForm.Of(World.Decision(Reason.NameUnknown, PortalWorld.AwsLink, null) with { Verdict = Verdict.Denied, Host = "hooli.my-saas.io" }, closed: null));
            await context.SaveChangesAsync(Cancel);
        }

        var unknown = (await Search.FindAsync(PortalWorld.Company, "hooli.my-saas.io", Cancel)).Unknown!;

        Assert.Equal((false, 1, "sni_unknown", PortalWorld.AwsLink), (unknown.WasBefore, unknown.Connections, unknown.LastReason!.Code, unknown.LastLink));
    }

    [Fact]
    public async Task FindAsync_APartOfAHostThatOnlyConnectionsAskFor_CountsThem()
    {
        await using (var context = Database.CreateDbContext())
        {
            foreach (var reason in (Reason[])[Reason.NameUnknown, Reason.NameUnknown, Reason.LinkMismatch])
                context.Add(RecordForm.Of(World.Decision(reason, PortalWorld.AwsLink, null) with { Verdict = Verdict.Denied, Host = "hooli.my-saas.io" }, closed: null));
            await context.SaveChangesAsync(Cancel);
        }

        Assert.Equal(new AskedName("hooli.my-saas.io", 2, IsAtLeast: false), Assert.Single((await Search.FindAsync(PortalWorld.Company, "Hooli", Cancel)).Asked));
        Assert.Empty((await Search.FindAsync(World.Mia, "Hooli", Cancel)).Asked);
    }

    [Fact]
    public async Task FindAsync_ALinkOfNobody_SaysWhenItWasSeen()
    {
        await World.SeeAsync(PortalWorld.OtherAwsLink, World.MegacorpHost, World.Portal.Megacorp.Id, Reason.LinkMismatch);

        var unknown = (await Search.FindAsync(PortalWorld.Company, PortalWorld.OtherAwsLink, Cancel)).Unknown!;

        Assert.Equal((true, false, 1, World.Now), (unknown.IsLink, unknown.WasBefore, unknown.Connections, unknown.LastSeen));
    }

    [Theory]
    [InlineData("globex")]
    [InlineData("globex.my-saas.io")]
    [InlineData("globx")]
    public async Task FindAsync_AnotherTenantsName_IsNothingToATenant(string text)
    {
        var found = await Search.FindAsync(World.Mia, text, Cancel);

        Assert.Equal((0, 0, null), (found.Matches.Count, found.Near.Count, found.Unknown));
    }
}
