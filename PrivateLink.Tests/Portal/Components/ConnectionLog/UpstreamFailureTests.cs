using System.Net;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Operations;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

/// <summary>The sentence about the upstream of a failed connection.</summary>
public class UpstreamFailureTests
{
    private const string Upstream = "app-1";
    private const string Address = "127.0.0.1:8450";

    [Theory]
    [InlineData(CloseReason.BackendRefused, "refused the connection")]
    [InlineData(CloseReason.BackendTimeout, "did not answer in time")]
    [InlineData(CloseReason.BackendReset, "reset the connection")]
    public void Of_TheAddressStillFails_SaysSinceWhen(CloseReason ending, string did) =>
        Assert.Equal(new UpstreamFailure("app-1 (127.0.0.1:8450)", did, Decisions.Noon, Now: null), UpstreamFailure.Of(Failed(ending), Report(isHealthy: false)));

    [Fact]
    public void Of_TheAddressWorksAgain_SaysSo() => Assert.Equal(
        new UpstreamFailure("app-1 (127.0.0.1:8450)", "refused the connection", Since: null, "The address accepts connections now."),
        UpstreamFailure.Of(Failed(CloseReason.BackendRefused), Report(isHealthy: true)));

    [Fact]
    public void Of_TheUpstreamHasOtherAddressesNow_SaysSo() =>
        Assert.Equal("It no longer has this address.", UpstreamFailure.Of(Failed(CloseReason.BackendRefused), Report(isHealthy: false, address: "127.0.0.1:8451"))!.Now);

    [Fact]
    public void Of_TheHostHasAnotherUpstreamNow_SaysNothingOfNow() => Assert.Equal(
        new UpstreamFailure("app-1 (127.0.0.1:8450)", "refused the connection", Since: null, Now: null),
        UpstreamFailure.Of(Failed(CloseReason.BackendRefused), Report(isHealthy: false) with { Name = "app-2" }));

    [Fact]
    public void Of_NoUsableAddress_SaysWhy()
    {
        var failed = Failed(CloseReason.BackendNone, address: null);

        Assert.Equal(new("app-1 (127.0.0.1:8450)", "had no usable address", Decisions.Noon, Now: null), UpstreamFailure.Of(failed, Report(isHealthy: false)));
        Assert.Equal(new("app-1", "had no usable address", Since: null, "It has no address."), UpstreamFailure.Of(failed, Report(isHealthy: false) with { Addresses = [] }));
        Assert.Equal("It has a usable address now.", UpstreamFailure.Of(failed, Report(isHealthy: true))!.Now);
    }

    /// <summary>A refused connection has no address in its record.</summary>
    [Fact]
    public void Of_NoAddressInTheRecord_NamesTheOneThatHasFailedSinceThen()
    {
        var failed = Failed(CloseReason.BackendRefused, address: null);

        Assert.Equal(new("app-1 (127.0.0.1:8450)", "refused the connection", Decisions.Noon, Now: null), UpstreamFailure.Of(failed, Report(isHealthy: false)));
        Assert.Equal(
            new("app-1", "refused the connection", Since: null, "Now 127.0.0.1:8450: refused the connection."),
            UpstreamFailure.Of(failed, Report(isHealthy: false, since: Decisions.Noon.AddHours(2))));
    }

    [Theory]
    [InlineData(CloseReason.ClosedClient)]
    [InlineData(CloseReason.InternalError)]
    [InlineData(CloseReason.EngineExhausted)]
    [InlineData(CloseReason.HeaderTooLarge)]
    public void Of_NotItsFault_IsNothing(CloseReason ending) => Assert.Null(UpstreamFailure.Of(Failed(ending), Report(isHealthy: false)));

    [Fact]
    public void Of_ATenant_IsNothing()
    {
        var entry = Failed(CloseReason.BackendRefused).Entry;

        Assert.Null(UpstreamFailure.Of(LinkSight.Nothing.Show(entry), upstream: null));
    }

    private static ConnectionView Failed(CloseReason ending, string? address = Address)
    {
        var decision = Decisions.Allowed() with { Upstream = Upstream };
        return Decisions.View(decision, Decisions.Closed(decision, ending) with { UpstreamAddress = address is null ? null : TestDecision.Address("127.0.0.1", 8450) });
    }

    private static UpstreamReport Report(bool isHealthy, string address = Address, DateTimeOffset? since = null) => new(Guid.NewGuid(), Upstream, 1,
    [
        new(address, [new UpstreamAddressStatus(IPEndPoint.Parse(address), 0, isHealthy, isHealthy ? null : "refused the connection") { Since = isHealthy ? null : since ?? Decisions.Noon }]),
    ]);
}
