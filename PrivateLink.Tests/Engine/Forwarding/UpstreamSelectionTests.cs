using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Forwarding;

/// <summary>Several addresses behind one resource: the healthy one with the fewest connections first.</summary>
public class UpstreamSelectionTests
{
    [Fact]
    public async Task Relay_SeveralAddresses_ShareTheConnectionsEvenly()
    {
        await using var first = new CountingUpstream();
        await using var second = new CountingUpstream();
        await using var engine = await StartAsync([.. first.Upstream.Addresses, .. second.Upstream.Addresses]);

        var clients = new List<WireEnd>();
        for (var i = 0; i < 10; i++) clients.Add(await RelayAsync(engine, first, second));

        Assert.Equal((5, 5), (first.Connections, second.Connections));
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Relay_OneAddressHasMoreConnections_TheOtherIsTaken()
    {
        await using var busy = new CountingUpstream();
        await using var idle = new CountingUpstream();
        await using var engine = await StartAsync([.. busy.Upstream.Addresses]);
        var clients = new List<WireEnd>();
        for (var i = 0; i < 4; i++) clients.Add(await RelayAsync(engine, busy));

        engine.Current = PolicyOf([.. busy.Upstream.Addresses, .. idle.Upstream.Addresses], engine.Current!.Find(TestPolicy.Host)!.ResourceId);
        for (var i = 0; i < 4; i++) clients.Add(await RelayAsync(engine, busy, idle));

        Assert.Equal((4, 4), (busy.Connections, idle.Connections));
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Relay_AddressThatNeverAnswers_IsSetAside()
    {
        await using var healthy = new CountingUpstream();
        using var refusing = new RefusingPort();
        await using var engine = await StartAsync([new("127.0.0.1", refusing.Number), .. healthy.Upstream.Addresses]);

        var clients = new List<WireEnd>();
        for (var i = 0; i < 10; i++) clients.Add(await RelayAsync(engine, healthy));

        Assert.Contains(engine.Status.Upstreams, address => !address.IsHealthy && address.Problem is not null);
        clients.ForEach(client => client.Dispose());
    }

    /// <summary>Opens another connection. It counts for the next choice once an upstream has it.</summary>
    private static async Task<WireEnd> RelayAsync(EngineUnderTest engine, params CountingUpstream[] upstreams)
    {
        var before = upstreams.Sum(upstream => upstream.Connections);
        var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.Hello);
        Assert.Equal(Verdict.Allowed, (await engine.Sink.NextDecisionAsync()).Verdict);
        await Eventually.TrueAsync(() => upstreams.Sum(upstream => upstream.Connections) == before + 1);
        return client;
    }

    private static async Task<EngineUnderTest> StartAsync(UpstreamAddress[] addresses)
    {
        var engine = await EngineUnderTest.StartAsync(options =>
        {
            options.Listeners["private"] = EngineUnderTest.Public();
            options.Upstreams.EjectFor = TimeSpan.FromHours(1); // an ejected address stays ejected for the whole test
        });
        engine.Current = PolicyOf(addresses, Guid.NewGuid());
        return engine;
    }

    private static PolicySnapshot PolicyOf(UpstreamAddress[] addresses, Guid resource) => TestPolicy.Snapshot(new ResourcePolicy
    {
        ResourceId = resource,
        TenantId = Guid.Empty,
        Names = [TestPolicy.Host],
        Mode = ResourceMode.Open,
        Upstream = new Upstream(Guid.NewGuid(), "several", addresses),
    });
}
