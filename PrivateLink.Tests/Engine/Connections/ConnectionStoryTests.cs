using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>What a connection's record holds, without sockets.</summary>
public class ConnectionStoryTests
{
    /// <summary>A fault is recorded after the connection has returned its buffer, which may then hold another connection's bytes.</summary>
    [Fact]
    public async Task Decide_AfterAFault_KeepsNoByteOfTheBuffer()
    {
        var header = IPv4(AzureTlv(7));
        var connection = new ScriptedConnection([header], ReceiveStatus.Finished);
        await connection.ReceiveAsync();
        var story = new ConnectionStory(1, "node", connection, new("private", EngineUnderTest.Private()), TimeProvider.System);
        story.Prelude.HeaderLength = header.Length;

        Assert.Equal(Hex.Of(header), story.Decide(AccessDecision.BeforePolicy(Reason.NameMissing)).FirstBytes);
        Assert.Null(story.Decide(AccessDecision.BeforePolicy(Reason.InternalError)).FirstBytes);
    }

    /// <summary>A connection that was already ended does not count as revoked.</summary>
    [Fact]
    public void EndIfDeniedBy_EndedBefore_IsNotEndedAgain()
    {
        var connection = new ScriptedConnection([], ReceiveStatus.Finished);
        var story = new ConnectionStory(1, "node", connection, new("private", EngineUnderTest.Private()), TimeProvider.System);
        Assert.False(story.EndIfDeniedBy(snapshot: null));
        story.Decide(new AccessDecision(Verdict.Allowed, Reason.LinkMatched));

        Assert.True(story.EndIfDeniedBy(snapshot: null));
        Assert.False(story.EndIfDeniedBy(snapshot: null));
        Assert.Equal("RST by PolicyRevoked", connection.Ending);
    }
}
