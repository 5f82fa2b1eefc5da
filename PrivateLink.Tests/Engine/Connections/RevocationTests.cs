using PrivateLink.Engine.Background;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>Withdrawn access ends open connections; everybody else's stay.</summary>
public class RevocationTests
{
    [Fact]
    public async Task PolicyChanged_LinkRemoved_OpenConnectionIsReset()
    {
        await using var pair = await Pair.ConnectAsync();

        pair.Engine.Current = Policy(pair, revision: 2, ResourceMode.Enforce);

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal("RST", await pair.Backend.EndingAsync());
        Assert.Equal(CloseReason.PolicyRevoked, (await pair.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task PolicyChanged_LookingAtItFails_BeginsAgainAndForgetsNobody()
    {
        await using var pair = await Pair.ConnectAsync();
        var failures = 0;
        var closed = Policy(pair, revision: 2, ResourceMode.Enforce);
        pair.Engine.WhileReading = () =>
        {
            if (Interlocked.Increment(ref failures) == 1) throw new InvalidOperationException("broken source");
        };

        pair.Engine.Current = closed;

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal(CloseReason.PolicyRevoked, (await pair.ClosedAsync()).Reason);
        Assert.Single(pair.Engine.Get<BackgroundWork>().Failing);
    }

    [Theory]
    [InlineData("switched off")]
    [InlineData("removed")]
    [InlineData("link switched off")]
    public async Task PolicyChanged_NoLongerAdmitted_OpenConnectionIsReset(string change)
    {
        await using var pair = await Pair.ConnectAsync();

        pair.Engine.Current = change switch
        {
            "switched off" => TestPolicy.Snapshot(2, TestPolicy.SwitchedOff(pair.Engine.Current!.Find(TestPolicy.Host)!)),
            "removed" => TestPolicy.Snapshot(2),
            _ => Policy(pair, 2, ResourceMode.Enforce, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service, Enabled: false)),
        };

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal(CloseReason.PolicyRevoked, (await pair.ClosedAsync()).Reason);
    }

    [Theory]
    [InlineData(ResourceMode.Open)]
    [InlineData(ResourceMode.Monitor)]
    public async Task PolicyChanged_StillRelayed_OpenConnectionLives(ResourceMode mode)
    {
        await using var pair = await Pair.ConnectAsync();

        pair.Engine.Current = Policy(pair, 2, mode);

        await ExpectAliveAsync(pair);
    }

    [Fact]
    public async Task PolicyChanged_AnotherLinkRemoved_OpenConnectionLives()
    {
        await using var pair = await Pair.ConnectAsync();
        var mine = new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service);

        pair.Engine.Current = Policy(pair, 2, ResourceMode.Enforce, mine, new LinkGrant(TestPolicy.AzureLink, EngineUnderTest.Service));
        pair.Engine.Current = Policy(pair, 3, ResourceMode.Enforce, mine);

        await ExpectAliveAsync(pair);
    }

    /// <summary>Long enough for a revocation to have come, were one on its way.</summary>
    private static async Task ExpectAliveAsync(Pair pair)
    {
        await Assert.ThrowsAsync<TimeoutException>(() =>
            pair.ClosedAsync().WaitAsync(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken));
        await pair.Client.SendAsync("ping"u8.ToArray());
        Assert.Equal("ping"u8.ToArray(), await pair.Backend.ReadExactlyAsync(4));
    }

    /// <summary>The same resource with another mode or other links.</summary>
    private static PolicySnapshot Policy(Pair pair, long revision, ResourceMode mode, params LinkGrant[] links)
    {
        var before = pair.Engine.Current!.Find(TestPolicy.Host)!;
        return TestPolicy.Snapshot(revision, new ResourcePolicy
        {
            ResourceId = before.ResourceId,
            TenantId = before.TenantId,
            Names = before.Names,
            Mode = mode,
            Links = new LinkTable(links),
            Upstream = before.Upstream,
        });
    }
}
