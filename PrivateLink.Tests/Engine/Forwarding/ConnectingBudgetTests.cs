using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Engine.Transport;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Forwarding;

/// <summary>However many connections wait for one upstream, bytes are left for the others.</summary>
[Collection(nameof(WholeProcess))]
public class ConnectingBudgetTests
{
    private const int Total = 240;

    public static TheoryData<TransportKind> Transports => TransportKinds.All;

    [Fact]
    public void TryTake_OneUpstreamAlone_GetsHalf()
    {
        var budget = new ConnectingBudget(Total);

        Assert.Equal(Total / 2, TakeAll(budget.ShareOf(Some())));
    }

    [Fact]
    public void TryTake_OneAfterAnother_EachFindsSome()
    {
        var budget = new ConnectingBudget(Total);

        int[] taken = [.. Enumerable.Range(0, 4).Select(_ => TakeAll(budget.ShareOf(Some())))];

        Assert.Equal([120, 60, 30, 15], taken);
        Assert.Equal(225, budget.Taken);
    }

    /// <summary>An upstream that holds more than the others gets no more until it holds less than they leave free.</summary>
    [Fact]
    public void TryTake_SeveralWhoComeAndGo_EndWithTheSameShare()
    {
        var budget = new ConnectingBudget(Total);
        ByteBudget[] shares = [budget.ShareOf(Some()), budget.ShareOf(Some()), budget.ShareOf(Some())];
        int[] held = [.. shares.Select(TakeAll)];

        for (var round = 0; round < 200; round++)
        {
            for (var i = 0; i < shares.Length; i++)
            {
                if (held[i] == 0) continue;
                shares[i].Return(1);
                held[i]--;
            }

            for (var i = 0; i < shares.Length; i++) held[i] += TakeAll(shares[i]);
        }

        Assert.All(held, bytes => Assert.InRange(bytes, (Total / 4) - 1, (Total / 4) + 1));
    }

    [Fact]
    public void ShareOf_TheSameUpstreamInAnotherPolicy_IsTheSame()
    {
        var (budget, upstream) = (new ConnectingBudget(Total), Some());
        TakeAll(budget.ShareOf(upstream));

        Assert.Equal(0, TakeAll(budget.ShareOf(upstream with { Name = "renamed" })));
    }

    [Fact]
    public async Task TryTake_ByManyAtOnce_NeverMoreThanThereIsAndAllOfItComesBack()
    {
        var budget = new ConnectingBudget(Total);
        var upstreams = Enumerable.Range(0, 3).Select(_ => Some()).ToList();
        var tooMuch = 0;

        await Parallel.ForAsync(0, 10_000, TestContext.Current.CancellationToken, (turn, _) =>
        {
            var share = budget.ShareOf(upstreams[turn % upstreams.Count]);
            if (!share.TryTake(7)) return ValueTask.CompletedTask;
            if (budget.Taken > Total + (7 * Environment.ProcessorCount)) Interlocked.Increment(ref tooMuch); // each thread may briefly hold bytes that are about to be refused
            share.Return(7);
            return ValueTask.CompletedTask;
        });

        Assert.Equal((0, 0L), (tooMuch, budget.Taken));
    }

    /// <summary>The clock fails after the bytes were taken, during the lookup of the upstream's name.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Story_ThatFailsWhileItWaitsForItsUpstream_GivesTheBytesBack(TransportKind kind)
    {
        TransportKinds.SkipUnlessSupported(kind);
        var (clock, held) = (new BreakableClock(), 0L);
        EngineUnderTest? running = null;
        await using var engine = running = await EngineUnderTest.StartAsync(
            options => (options.Transport, options.Loops, options.Listeners["private"]) = (kind, 1, EngineUnderTest.Public()),
            services => services.AddSingleton<TimeProvider>(clock).AddSingleton<NameLookup>(async _ =>
            {
                await Eventually.TrueAsync(() => (held = running!.Get<ConnectingBudget>().Taken) > 0);
                clock.IsBroken = true;
                return [];
            }));
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open, new Upstream(Guid.NewGuid(), "named", [new("backend.test", 443)])));

        using var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.Hello);

        Assert.Equal("RST", await client.EndingAsync());
        clock.IsBroken = false;
        Assert.True(held > 0);
        await Eventually.TrueAsync(() => (engine.Get<ConnectingBudget>().Taken, engine.Get<PreludeBudget>().Taken) == (0, 0));
    }

    [Theory]
    [InlineData(ConnectingBudget.Least, true)]
    [InlineData(ConnectingBudget.Least - 1, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void ConnectingBytes_OfTheSettings_HoldTheLargestHello(long bytes, bool isGood)
    {
        var options = new EngineOptions { Listeners = { ["public"] = EngineUnderTest.Public() }, Limits = { ConnectingBytes = bytes } };

        var result = new EngineOptionsValidator().Validate(null, options);

        Assert.Equal(isGood, result.Succeeded);
        if (!isGood) Assert.Contains("Engine:Limits:ConnectingBytes", result.FailureMessage, StringComparison.Ordinal);
    }

    private static Upstream Some() => new(Guid.NewGuid(), "some", []);

    private static int TakeAll(ByteBudget share)
    {
        var taken = 0;
        while (share.TryTake(1)) taken++;
        return taken;
    }

    private sealed class BreakableClock : TimeProvider
    {
        private volatile bool _isBroken;

        public bool IsBroken
        {
            get => _isBroken;
            set => _isBroken = value;
        }

        public override long GetTimestamp() => _isBroken ? throw new InvalidOperationException("a fault of the clock") : base.GetTimestamp();
    }
}
