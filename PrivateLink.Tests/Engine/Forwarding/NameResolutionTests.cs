using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Forwarding;

/// <summary>Behaviour with a slow or failing resolver: known addresses stay in use, and no connection waits for a silent lookup.</summary>
public class NameResolutionTests
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(31);
    private static readonly Task<IPAddress[]> Silence = new TaskCompletionSource<IPAddress[]>().Task;
    private static readonly Task<IPAddress[]> Failure = Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));

    private readonly FakeTimeProvider _time = new();
    private readonly Resolver _resolver = new();

    [Fact]
    public async Task Resolve_SilentAfterAnAnswer_UsesTheAnswerAtOnce()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, "backend.example");
        _resolver["backend.example"] = Answer(IPAddress.Loopback);
        await ExpectRelayedAsync(engine, upstream);

        _resolver["backend.example"] = Silence;
        _time.Advance(Stale);
        await ExpectRelayedAsync(engine, upstream);
        await Eventually.TrueAsync(() => _resolver.Questions == 2);
        for (var i = 0; i < 3; i++) await ExpectRelayedAsync(engine, upstream);

        Assert.Equal(2, _resolver.Questions); // no second lookup while one is running
    }

    [Fact]
    public async Task Resolve_FailsAfterAnAnswer_UsesTheAnswerOn()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, "backend.example");
        _resolver["backend.example"] = Answer(IPAddress.Loopback);
        await ExpectRelayedAsync(engine, upstream);

        _resolver["backend.example"] = Failure;
        _time.Advance(Stale);
        await ExpectRelayedAsync(engine, upstream);
        await Eventually.TrueAsync(() => _resolver.Questions == 2);
        await ExpectRelayedAsync(engine, upstream);
    }

    [Fact]
    public async Task Resolve_AnotherAnswerLater_TakesTheNewOne()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, "backend.example");
        _resolver["backend.example"] = Answer(IPAddress.Parse("127.0.0.2")); // nothing listens there
        Assert.Equal(CloseReason.BackendRefused, await EndingAsync(engine));

        _resolver["backend.example"] = Answer(IPAddress.Loopback);
        _time.Advance(Stale);
        await Eventually.TrueAsync(async () =>
        {
            // A connection before the new answer uses the old one.
            using var client = await engine.ConnectAsync();
            await client.SendAsync(Pair.Hello);
            await Eventually.TrueAsync(() => upstream.Connections > 0 || client.Socket.Poll(TimeSpan.Zero, SelectMode.SelectRead));
            return upstream.Connections > 0;
        });
        (await upstream.AcceptAsync()).Dispose(); // the clock stands still, so an open relay would never drain
        Assert.Equal(2, _resolver.Questions);
    }

    [Fact]
    public async Task Resolve_OneOfSeveralHostsSilent_TheOthersAreUsed()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, "silent.example", "backend.example", "unknown.example");
        _resolver["silent.example"] = Silence;
        _resolver["unknown.example"] = Failure;
        _resolver["backend.example"] = Answer(IPAddress.Loopback);

        for (var i = 0; i < 3; i++) await ExpectRelayedAsync(engine, upstream);
    }

    [Fact]
    public async Task Resolve_NothingKnown_EndsWithBackendNone()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, "unknown.example", "also-unknown.example");
        _resolver["unknown.example"] = Failure;
        _resolver["also-unknown.example"] = Answer();

        Assert.Equal(CloseReason.BackendNone, await EndingAsync(engine));
    }

    [Fact]
    public async Task Resolve_NothingKnownAndSilent_EndsWithBackendNoneAfterThePatience()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, "silent.example");
        _resolver["silent.example"] = Silence;

        var ending = EndingAsync(engine);
        await Eventually.TrueAsync(() => _resolver.Questions == 1);
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(10)); // the wait for the answer may not have started yet
            return ending.IsCompleted;
        });

        Assert.Equal(CloseReason.BackendNone, await ending);
    }

    private static Task<IPAddress[]> Answer(params IPAddress[] addresses) => Task.FromResult(addresses);

    private static async Task ExpectRelayedAsync(EngineUnderTest engine, CountingUpstream upstream)
    {
        using var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.Hello);
        using var backend = await upstream.AcceptAsync();
        Assert.Equal(Pair.Hello, await backend.ReadExactlyAsync(Pair.Hello.Length));
    }

    private static async Task<CloseReason> EndingAsync(EngineUnderTest engine)
    {
        using var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.Hello);
        Assert.Equal("RST", await client.EndingAsync());
        return (await engine.Sink.NextClosedAsync()).Reason;
    }

    private async Task<EngineUnderTest> StartAsync(CountingUpstream upstream, params string[] hosts)
    {
        var engine = await EngineUnderTest.StartAsync(
            options => options.Listeners["private"] = EngineUnderTest.Public(),
            register: services => services.AddSingleton<TimeProvider>(_time).AddSingleton<NameLookup>(_resolver.AskAsync));
        var port = upstream.Upstream.Addresses[0].Port;
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open,
            new Upstream(Guid.NewGuid(), "by name", [.. hosts.Select(host => new UpstreamAddress(host, port))])));
        return engine;
    }

    /// <summary>Gives configured answers and counts the lookups.</summary>
    private sealed class Resolver
    {
        private readonly ConcurrentDictionary<string, Task<IPAddress[]>> _answers = new();
        private int _questions;

        public int Questions => Volatile.Read(ref _questions);

        public Task<IPAddress[]> this[string host]
        {
            set => _answers[host] = value;
        }

        public Task<IPAddress[]> AskAsync(string host)
        {
            Interlocked.Increment(ref _questions);
            return _answers[host];
        }
    }
}
