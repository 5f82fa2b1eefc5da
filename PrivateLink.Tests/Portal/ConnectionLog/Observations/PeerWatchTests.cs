using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Observations;

public class PeerWatchTests
{
    /// <summary>
    /// A port scan does not count as a health check, and neither does a silent connection, which may be a client that had not begun. Both would hide
    /// that checks have stopped.
    /// </summary>
    [Theory]
    [InlineData(Reason.HealthCheck, true, false)]
    [InlineData(Reason.ProbeEmpty, false, true)]
    [InlineData(Reason.ProbeHeader, false, true)]
    [InlineData(Reason.PreludeIdle, false, false)]
    [InlineData(Reason.LinkMatched, false, false)]
    public void Of_APeer_SaysWhetherItChecksProbesOrConnects(Reason reason, bool isCheck, bool isProbe)
    {
        var watch = new PeerWatch();
        var decision = Decisions.Denied(reason);

        watch.Take([new DecisionEvent(decision)]);

        var peer = Assert.Single(watch.Of(Caller.Company("operator"), decision.Listener));
        Assert.Equal(isCheck, peer.LastHealthCheck is not null);
        Assert.Equal(isProbe, peer.LastProbe is not null);
        Assert.Equal(!isCheck && !isProbe, peer.LastConnection is not null);
        Assert.Equal(isCheck || isProbe, peer.LastCheckOrProbe is not null);
    }
}
