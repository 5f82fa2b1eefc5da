using System.Globalization;
using System.Net;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>
/// The system has no local port left for an upstream. A machine has 28,000, so the tests run themselves again in a network namespace that has ten.
/// </summary>
[Collection(nameof(WholeProcess))]
public class PortExhaustionTests
{
    private const int FewPorts = 10;
    private const string PortRange = "/proc/sys/net/ipv4/ip_local_port_range";

    private static int _clientPort = 20_000;

    public static TheoryData<TransportKind> Kinds => TransportKinds.All;

    private static bool HasFewPorts => File.Exists(PortRange)
        && File.ReadAllText(PortRange).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var first, var last]
        && int.Parse(last, CultureInfo.InvariantCulture) - int.Parse(first, CultureInfo.InvariantCulture) < FewPorts;

    [Needs(Needs.Process)]
    [Fact]
    public async Task Tests_InANetworkWithFewPorts_Pass()
    {
        Assert.SkipWhen(HasFewPorts, "Already in the network namespace.");
        Tool.Require("unshare");
        Tool.Require("ip");
        var made = await InNetworkAsync("true");
        Assert.SkipUnless(made.ExitCode == 0, $"This machine does not permit a network namespace: {made.Error}");

        var again = await InNetworkAsync($"exec '{Path.Combine(AppContext.BaseDirectory, "PrivateLink.Tests")}' --filter-class '*.{nameof(PortExhaustionTests)}' --no-progress --no-ansi");

        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Contains($"succeeded: {Kinds.Count}", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Connect_WithoutPorts_EndsWithEngineExhaustedAndBlamesNobody(TransportKind kind)
    {
        Assert.SkipUnless(HasFewPorts, "The test above runs this in a network namespace.");
        await using var upstream = new CountingUpstream();
        await using var engine = await EngineUnderTest.StartAsync(options =>
        {
            (options.Transport, options.Loops, options.Upstreams.EjectAfter) = (kind, 1, 1);
            options.Listeners["private"] = EngineUnderTest.Public();
        });
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open, upstream.Upstream));
        var clients = new List<WireEnd>();

        while (engine.Status.OwnFaults.Count == 0 && clients.Count <= FewPorts)
        {
            clients.Add(await ComeAsync(engine));
            await Eventually.TrueAsync(() => upstream.Connections == clients.Count || engine.Status.OwnFaults.Count > 0);
        }

        Assert.Equal("RST", await clients[^1].EndingAsync());
        Assert.Equal(CloseReason.EngineExhausted, (await engine.Sink.NextClosedAsync()).Reason);
        Assert.Equal((OwnFault.Ports, 1L), (Assert.Single(engine.Status.OwnFaults).Fault, engine.Status.OwnFaults[0].Count));
        Assert.Equal(upstream.Upstream.Addresses[0].ToString(), engine.Status.OwnFaults[0].Towards);
        Assert.Contains(engine.Log.GetSnapshot(), line => line.Id.Id == 1404);
        Assert.Equal((true, clients.Count - 1), (Assert.Single(engine.Status.Upstreams).IsHealthy, engine.Status.Upstreams[0].Connections));

        // Admitted connections are not affected, and the port of one that ends is used again.
        var before = upstream.Connections;
        Assert.True(before > 0);
        using var backend = await upstream.AcceptAsync();
        await backend.SendAsync(7);
        Assert.Equal([7], await clients[0].ReadExactlyAsync(1));
        clients[0].Reset();
        Assert.Equal(CloseReason.ClosedClient, (await engine.Sink.NextClosedAsync()).Reason);
        clients.Add(await ComeAsync(engine));
        await Eventually.TrueAsync(() => upstream.Connections == before + 1);
        clients.ForEach(client => client.Reset());
    }

    /// <summary>A client that binds its own port, so that the system's ports are left for the engine.</summary>
    private static async Task<WireEnd> ComeAsync(EngineUnderTest engine)
    {
        var client = WireEnd.Open();
        client.Socket.Bind(new IPEndPoint(IPAddress.Loopback, Interlocked.Increment(ref _clientPort)));
        await client.ConnectToAsync(engine.Address());
        await client.SendAsync(Pair.Hello);
        return client;
    }

    private static Task<ToolResult> InNetworkAsync(string command) => Tool.RunAsync(
        "unshare", "", "--map-root-user", "--net", "sh", "-c", $"ip link set lo up && echo '40000 {40_000 + FewPorts - 1}' > {PortRange} && {command}");
}
