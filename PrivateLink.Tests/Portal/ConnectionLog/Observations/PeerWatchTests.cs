using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Observations;

public class PeerWatchTests
{
    /// <summary>A silent connection does not count as a health check. It may be a client that had not begun, and would hide that checks have stopped.</summary>
    [Theory]
    [InlineData(Reason.ProbeEmpty, true)]
    [InlineData(Reason.HealthCheck, true)]
    [InlineData(Reason.ProbeHeader, true)]
    [InlineData(Reason.PreludeIdle, false)]
    [InlineData(Reason.LinkMatched, false)]
    public void Of_APeer_SaysWhetherItChecksOrConnects(Reason reason, bool isCheck)
    {
        var watch = new PeerWatch();
        var decision = Decisions.Denied(reason);

        watch.Take([new DecisionEvent(decision)]);

        var peer = Assert.Single(watch.Of(Caller.Company("operator"), decision.Listener));
        Assert.Equal(isCheck, peer.LastHealthCheck is not null);
        Assert.Equal(!isCheck, peer.LastConnection is not null);
    }
}
