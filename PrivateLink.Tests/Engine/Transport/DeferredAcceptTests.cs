using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>While many clients connect, silent ones wait in the kernel. While few connect, none does.</summary>
[Collection(nameof(WholeProcess))]
public class DeferredAcceptTests
{
    private const int Many = 200;
    private const int Few = 20;

    [Theory]
    [InlineData(Many, true)]
    [InlineData(Few, false)]
    public async Task Accept_OfThoseWhoCameTogether_IsDeferredWhenTheyAreMany(int waiting, bool expected)
    {
        TransportKinds.SkipUnlessSupported(TransportKind.Epoll);
        await using var engine = await EngineUnderTest.StartAsync(options => (options.Transport, options.Loops) = (TransportKind.Epoll, 1));
        using var port = new ListeningPort(engine.Address());

        // The loop is blocked until all clients wait to be accepted.
        using var held = new SemaphoreSlim(0);
        var wasDeferred = false;
        engine.Sink.WhileClosing = () =>
        {
            held.Wait(TestContext.Current.CancellationToken);
            held.Release();
            wasDeferred |= port.IsDeferred;
        };
        for (var i = 0; i < waiting; i++)
        {
            using var client = await engine.ConnectAsync();
            client.Finish();
        }

        Assert.False(wasDeferred);
        held.Release();
        for (var i = 0; i < waiting; i++) Assert.Equal(Reason.ProbeEmpty, (await engine.Sink.NextDecisionAsync()).Reason);
        await Eventually.TrueAsync(() => engine.Status.OpenConnections == 0);

        Assert.Equal(expected, wasDeferred);
        await Eventually.TrueAsync(() => !port.IsDeferred);
    }
}
