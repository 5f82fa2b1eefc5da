using PrivateLink.Engine;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine;

/// <summary>The engine takes trusted sources and limits while connections are open, and cuts none.</summary>
public class EngineSettingsTests
{
    private const string Everything = "127.0.0.0/8";
    private const string Elsewhere = "10.0.0.0/8";

    [Fact]
    public async Task Trust_SourceIsRemoved_NewConnectionsAreRefusedAndOpenOnesGoOn()
    {
        await using var pair = await Pair.ConnectAsync();
        using var undecided = await pair.Engine.ConnectAsync();
        await Eventually.TrueAsync(() => pair.Engine.Status.UndecidedConnections == 1);

        pair.Engine.Get<EngineSettings>().Trust("private", [Elsewhere]);

        using var late = await pair.Engine.ConnectAsync();
        Assert.Equal("RST", await late.EndingAsync());
        Assert.Equal(Reason.SourceUntrusted, (await pair.Engine.Sink.NextDecisionAsync()).Reason);
        await undecided.SendAsync(Pair.FirstBytes);
        Assert.Equal(Verdict.Allowed, (await pair.Engine.Sink.NextDecisionAsync()).Verdict);
        await pair.Client.SendAsync("still here"u8.ToArray());
        Assert.Equal("still here"u8.ToArray(), await pair.Backend.ReadExactlyAsync(10));
    }

    [Fact]
    public async Task Trust_SourceIsAdded_ItsConnectionsAreTakenAndEveryReaderSeesIt()
    {
        await using var engine = await EngineUnderTest.StartAsync(options => options.Listeners["private"] = EngineUnderTest.Private() with { TrustedSources = [Elsewhere] });
        using (var stranger = await engine.ConnectAsync()) Assert.Equal("RST", await stranger.EndingAsync());

        engine.Get<EngineSettings>().Trust("private", [Elsewhere, "0.0.0.0/0"]);

        using var known = await engine.ConnectAsync();
        known.Finish();
        Assert.Equal("FIN", await known.EndingAsync());
        Assert.True(engine.Status.Listeners.Single().TrustsEveryone);
        Assert.Equal([Elsewhere, "0.0.0.0/0"], engine.Get<Microsoft.Extensions.Options.IOptions<EngineOptions>>().Value.Listeners["private"].TrustedSources);
        Assert.Equal(1, engine.Log.GetSnapshot().Count(static line => line.Id.Id == 1001));
    }

    [Fact]
    public async Task Trust_SwappedWhileClientsArrive_EachIsDecidedByOneOfBoth()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        using var done = new CancellationTokenSource();
        var settings = engine.Get<EngineSettings>();
        var swapping = Task.Run(() =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                settings.Trust("private", i % 2 == 0 ? [Elsewhere] : [Everything]);
                settings.Limit(new LimitOptions { PerResource = i % 3 == 0 ? null : 1000, Undecided = 1000 + (i % 2) });
            }
        }, TestContext.Current.CancellationToken);

        for (var i = 0; i < 200; i++)
        {
            using (await engine.ConnectAsync())
            {
                // It says nothing and goes.
            }

            Assert.True((await engine.Sink.NextDecisionAsync()).Reason is Reason.ProbeEmpty or Reason.SourceUntrusted);
        }

        await done.CancelAsync();
        await swapping;
        await Eventually.TrueAsync(() => engine.Status.OpenConnections == 0);
    }

    [Fact]
    public async Task Limit_PerResourceIsSetWhileARelayIsOpen_TheRelayCountsAndGoesOn()
    {
        await using var pair = await Pair.ConnectAsync();

        pair.Engine.Get<EngineSettings>().Limit(new LimitOptions { PerResource = 1 });

        Assert.Equal(Reason.LimitHost, await NextAsync(pair));
        await pair.Client.SendAsync("still here"u8.ToArray());
        Assert.Equal("still here"u8.ToArray(), await pair.Backend.ReadExactlyAsync(10));

        pair.Engine.Get<EngineSettings>().Limit(new LimitOptions());
        Assert.Equal(Reason.LinkMatched, await NextAsync(pair));
        pair.Engine.Get<EngineSettings>().Limit(new LimitOptions { PerLink = 1 });
        Assert.Equal(Reason.LimitLink, await NextAsync(pair));
    }

    [Fact]
    public async Task Limit_ConnectionsBelowWhatIsOpen_NothingIsDroppedAndNewOnesAreRefused()
    {
        await using var pair = await Pair.ConnectAsync();

        pair.Engine.Get<EngineSettings>().Limit(new LimitOptions { Connections = 1 });

        Assert.Equal(Reason.LimitGlobal, await NextAsync(pair));
        pair.Engine.Get<EngineSettings>().Limit(new LimitOptions { Connections = 100 });
        Assert.Equal(Reason.LinkMatched, await NextAsync(pair));
        await pair.Client.SendAsync("still here"u8.ToArray());
        Assert.Equal("still here"u8.ToArray(), await pair.Backend.ReadExactlyAsync(10));
    }

    [Fact]
    public async Task Limit_OfBytes_AppliesToTheNextHello()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        var settings = engine.Get<EngineSettings>();

        settings.Limit(new LimitOptions { UndecidedBytes = 1 });
        using (var client = await engine.ConnectAsync())
        {
            await client.SendAsync(Pair.FirstBytes[..^1]);
            Assert.Equal(Reason.LimitPrelude, (await engine.Sink.NextDecisionAsync()).Reason);
        }

        settings.Limit(new LimitOptions());
        using var next = await engine.ConnectAsync();
        await next.SendAsync(Pair.FirstBytes);
        Assert.NotEqual(Reason.LimitPrelude, (await engine.Sink.NextDecisionAsync()).Reason);
    }

    private static async Task<Reason> NextAsync(Pair pair)
    {
        using var client = await pair.Engine.ConnectAsync();
        await client.SendAsync(Pair.FirstBytes);
        return (await pair.Engine.Sink.NextDecisionAsync()).Reason;
    }
}
