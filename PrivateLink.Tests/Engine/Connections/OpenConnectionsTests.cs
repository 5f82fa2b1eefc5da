using PrivateLink.Engine.Connections;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>How operators list open connections and end one.</summary>
public class OpenConnectionsTests
{
    [Fact]
    public async Task Close_OpenConnection_IsResetOnBothSidesAndSaysWho()
    {
        await using var pair = await Pair.ConnectAsync();
        var connections = pair.Engine.Get<OpenConnections>();
        var id = Assert.Single(connections.Relayed).Id;
        Assert.True(connections.IsOpen(id));

        Assert.True(connections.Close(id));

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal("RST", await pair.Backend.EndingAsync());
        Assert.Equal(CloseReason.ClosedOperator, (await pair.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task Close_ConnectionThatIsOver_SaysSo()
    {
        await using var pair = await Pair.ConnectAsync();
        var connections = pair.Engine.Get<OpenConnections>();
        var id = connections.Relayed.Single().Id;
        connections.Close(id);
        await pair.ClosedAsync();

        await Eventually.TrueAsync(() => !connections.IsOpen(id));
        Assert.False(connections.Close(id));
        Assert.False(connections.Close(404));
    }

    /// <summary>A denied connection stays open until its alert is read, but it is not relayed.</summary>
    [Fact]
    public async Task Relayed_DeniedConnectionThatLingers_IsNotListed()
    {
        await using var engine = await EngineUnderTest.StartAsync(options => options.Timeouts.DenyLinger = TimeSpan.FromMinutes(1));
        using var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.FirstBytes);
        var denied = await engine.Sink.NextDecisionAsync();
        Assert.Equal(Verdict.Denied, denied.Verdict);

        var connections = engine.Get<OpenConnections>();

        Assert.True(connections.IsOpen(denied.Id));
        Assert.Empty(connections.Relayed);
    }
}
