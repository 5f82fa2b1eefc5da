using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>A shortage in the engine is not the upstream's fault: it has its own ending, is shown, and ejects no address.</summary>
[Collection(nameof(WholeProcess))]
public class OwnFaultTests
{
    /// <summary>An address reserved for documentation, so no machine has it.</summary>
    private const string Missing = "192.0.2.77";

    public static TheoryData<TransportKind> Kinds => TransportKinds.All;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Connect_WithoutDescriptors_EndsWithEngineExhaustedAndBlamesNobody(TransportKind kind)
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(kind, upstream);
        using (await RelayAsync(engine, upstream))
        {
            // Warms up everything that is created once for all connections.
        }

        await engine.Sink.NextClosedAsync();
        using var client = await engine.ConnectAsync();
        await Eventually.TrueAsync(() => engine.Status.OpenConnections == 1);
        using (DescriptorLimit.Exhaust())
        {
            await client.SendAsync(Pair.Hello);
            Assert.Equal("RST", await client.EndingAsync());
        }

        await ExpectOwnFaultAsync(engine, OwnFault.Descriptors);
        (await RelayAsync(engine, upstream)).Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Connect_FromAnAddressThatTheMachineLacks_EndsWithEngineExhaustedAndBlamesNobody(TransportKind kind)
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(kind, upstream, Missing);

        using var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.Hello);

        Assert.Equal("RST", await client.EndingAsync());
        await ExpectOwnFaultAsync(engine, OwnFault.SourceAddress);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Connect_FromSeveralAddresses_TakesThemInTurnAndTheNextWhereOneIsMissing(TransportKind kind)
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(kind, upstream, "127.0.0.3", Missing, "127.0.0.4");

        var from = new HashSet<string>();
        for (var i = 0; i < 6; i++)
        {
            using var backend = await RelayAsync(engine, upstream);
            from.Add(((IPEndPoint)backend.Socket.RemoteEndPoint!).Address.ToString());
        }

        Assert.Equal(["127.0.0.3", "127.0.0.4"], from.Order(StringComparer.Ordinal));
        Assert.Equal(OwnFault.SourceAddress, Assert.Single(engine.Status.OwnFaults).Fault);
    }

    /// <summary>Another connection takes a turn between the two attempts of this one.</summary>
    [Fact]
    public async Task Connect_WhereAnAddressIsMissing_NeverAsksTheSameOneAgain()
    {
        var transport = new ScriptedTransport();
        await using var engine = await EngineUnderTest.StartAsync(
            options =>
            {
                options.Listeners["private"] = EngineUnderTest.Public();
                options.Upstreams.SourceAddresses.Add("127.0.0.3");
                options.Upstreams.SourceAddresses.Add("127.0.0.4");
            },
            services => services.AddSingleton<ITransport>(transport));
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open, TestPolicy.UpstreamAt(port: 1)));
        var asked = new List<string>();
        var others = new List<Task>();

        await transport.PlayAsync(engine.Address(), new([Pair.Hello], ReceiveStatus.Finished)
        {
            Connecting = source =>
            {
                asked.Add(source!.ToString());
                others.Add(transport.PlayAsync(engine.Address(), new([Pair.Hello], ReceiveStatus.Finished)));
                return ConnectStatus.NoSource;
            },
        });
        await Task.WhenAll(others);

        Assert.Equal(["127.0.0.3", "127.0.0.4"], asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Check_FromAnAddressThatTheMachineLacks_SaysNothingAboutTheUpstream()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(TransportKind.Auto, upstream, checks: TimeSpan.FromMilliseconds(20), Missing);

        await Eventually.TrueAsync(() => engine.Status.OwnFaults is [{ Count: > 5 }]);

        Assert.True(Assert.Single(engine.Status.Upstreams).IsHealthy);
    }

    [Theory]
    [InlineData(true, "10.0.0.5")]
    [InlineData(true, "2001:db8::5")]
    [InlineData(false, "10.5")]
    [InlineData(false, "0.0.0.0")]
    [InlineData(false, "::")]
    [InlineData(false, "224.0.0.1")]
    [InlineData(false, "10.0.0.0/24")]
    [InlineData(false, "backend.example")]
    [InlineData(false, "")]
    public void SourceAddresses_OfTheSettings_AreCheckedAtTheStart(bool isGood, string source)
    {
        var options = new EngineOptions { Listeners = { ["public"] = EngineUnderTest.Public() }, Upstreams = { SourceAddresses = { source } } };

        var result = new EngineOptionsValidator().Validate(null, options);

        Assert.Equal(isGood, result.Succeeded);
        if (!isGood) Assert.Contains("Engine:Upstreams:SourceAddresses", result.FailureMessage, StringComparison.Ordinal);
    }

    private static async Task ExpectOwnFaultAsync(EngineUnderTest engine, OwnFault fault)
    {
        Assert.Equal(CloseReason.EngineExhausted, (await engine.Sink.NextClosedAsync()).Reason);
        Assert.Equal((fault, 1L), (engine.Status.OwnFaults[0].Fault, engine.Status.OwnFaults[0].Count));
        Assert.True(Assert.Single(engine.Status.Upstreams).IsHealthy);
        Assert.Equal(0, engine.Status.Upstreams[0].Connections);
        Assert.Contains(engine.Log.GetSnapshot(), line => line.Id.Id == 1404);
    }

    /// <summary>Returns the backend's end of a relay whose client has already closed.</summary>
    private static async Task<WireEnd> RelayAsync(EngineUnderTest engine, CountingUpstream upstream)
    {
        using var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.Hello);
        var backend = await upstream.AcceptAsync();
        Assert.Equal(Pair.Hello, await backend.ReadExactlyAsync(Pair.Hello.Length));
        return backend;
    }

    private static Task<EngineUnderTest> StartAsync(TransportKind kind, CountingUpstream upstream, params string[] sources) =>
        StartAsync(kind, upstream, checks: TimeSpan.Zero, sources);

    private static async Task<EngineUnderTest> StartAsync(TransportKind kind, CountingUpstream upstream, TimeSpan checks, params string[] sources)
    {
        TransportKinds.SkipUnlessSupported(kind);
        var engine = await EngineUnderTest.StartAsync(options =>
        {
            (options.Transport, options.Loops) = (kind, 1);
            options.Listeners["private"] = EngineUnderTest.Public();
            (options.Upstreams.EjectAfter, options.Upstreams.Down, options.Upstreams.CheckInterval) = (1, 1, checks);
            foreach (var source in sources) options.Upstreams.SourceAddresses.Add(source);
        });
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open, upstream.Upstream));
        return engine;
    }
}
