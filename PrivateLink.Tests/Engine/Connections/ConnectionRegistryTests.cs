using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>Ending open connections, without sockets.</summary>
public class ConnectionRegistryTests
{
    /// <summary>If two operators press the button, only one of them has ended the connection.</summary>
    [Fact]
    public void Abort_EndedAndNotGoneYet_SaysThatItWasEndedBefore()
    {
        var registry = new ConnectionRegistry();
        var connection = new ScriptedConnection([], ReceiveStatus.Finished);
        registry.Add(new ConnectionStory(1, "node", connection, new("private", EngineUnderTest.Private()), TimeProvider.System));

        Assert.True(registry.Abort(1, CloseReason.ClosedOperator));
        Assert.False(registry.Abort(1, CloseReason.ClosedOperator));

        Assert.True(registry.Contains(1));
        Assert.Equal("RST by ClosedOperator", connection.Ending);
    }
}
