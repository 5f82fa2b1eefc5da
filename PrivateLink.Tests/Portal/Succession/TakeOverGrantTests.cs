using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Succession;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Succession;

/// <summary>Whenever the successor fails or dies, the predecessor keeps every role and port.</summary>
public class TakeOverGrantTests
{
    private static readonly TakeOverMessage Hello = new(TakeOverKind.Hello) { Protocol = TakeOverGrant.Protocol, Process = 1, Version = "2.0.0", Node = "node" };

    private readonly PlayedPredecessor _self = new();
    private readonly List<string> _ended = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_SuccessorTakesEverything_Leaves()
    {
        await using var pair = await ChannelPair.OpenAsync();
        var running = RunAsync(pair, Hello);

        Assert.Equal(TakeOverKind.Welcome, await NextAsync(pair));
        await pair.Successor.TrySendAsync(new(TakeOverKind.Ready) { Revision = 7 });
        Assert.Equal(TakeOverKind.Yours, await NextAsync(pair));
        await pair.Successor.TrySendAsync(new(TakeOverKind.Taken));

        Assert.Null(await running);
        Assert.Equal(["cede", "leave"], _self.Did);
        Assert.Empty(_ended);
    }

    [Fact]
    public async Task Run_AfterwardsReports_UntilItEnds()
    {
        await using var pair = await ChannelPair.OpenAsync();
        using var ends = new CancellationTokenSource();
        _self.Ends = ends.Token;
        var reporting = GrantOf().ReportAsync(pair.Predecessor);

        var report = await pair.Successor.ReceiveAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal((TakeOverKind.Draining, 12), (report!.Value.Message.Kind, report.Value.Message.Connections));
        await ends.CancelAsync();
        await reporting;
    }

    /// <summary>What the successor says before it dies, and what the predecessor has then done.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("welcome", "")]
    [InlineData("welcome, failed", "")]
    [InlineData("welcome, ready old", "")]
    [InlineData("welcome, nonsense", "")]
    [InlineData("welcome, ready", "cede, take back")]
    [InlineData("welcome, ready, yours", "cede, take back")]
    [InlineData("welcome, ready, yours, failed", "cede, take back")]
    [InlineData("welcome, ready, yours, nonsense", "cede, take back")]
    public async Task Run_SuccessorDies_GoesOn(string conversation, string did)
    {
        await using var pair = await ChannelPair.OpenAsync();
        var running = RunAsync(pair, Hello);

        foreach (var step in conversation.Split(", ", StringSplitOptions.RemoveEmptyEntries)) await PlayAsync(pair, step);
        await pair.Successor.DisposeAsync();

        Assert.NotNull(await running);
        Assert.Equal(did, string.Join(", ", _self.Did));
        Assert.NotEmpty(_ended); // it may accept from the shared sockets, so it is not left alone
    }

    /// <summary>A successor that says nothing for too long, before it is ready and while it takes the roles.</summary>
    [Theory]
    [InlineData("welcome", "")]
    [InlineData("welcome, ready, yours", "cede, take back")]
    public async Task Run_SuccessorHangs_IsEndedAfterItsTime(string conversation, string did)
    {
        var time = new FakeTimeProvider();
        await using var pair = await ChannelPair.OpenAsync(time: time);
        var running = RunAsync(pair, Hello);
        foreach (var step in conversation.Split(", ")) await PlayAsync(pair, step);

        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return running.IsCompleted;
        });

        Assert.NotNull(await running);
        Assert.Equal(did, string.Join(", ", _self.Did));
        Assert.NotEmpty(_ended);
    }

    [Fact]
    public async Task Run_RolesCannotBeGivenUp_TakesThemBack()
    {
        _self.WhileCeding = static () => throw new InvalidOperationException("broken");
        await using var pair = await ChannelPair.OpenAsync();
        var running = RunAsync(pair, Hello);

        await NextAsync(pair);
        await pair.Successor.TrySendAsync(new(TakeOverKind.Ready) { Revision = 7 });

        Assert.NotNull(await running);
        Assert.Equal(["cede", "take back"], _self.Did);
    }

    [Fact]
    public async Task Run_SuccessorSaysWhyNot_RepeatsIt()
    {
        await using var pair = await ChannelPair.OpenAsync();
        var running = RunAsync(pair, Hello);

        await NextAsync(pair);
        await pair.Successor.TrySendAsync(new(TakeOverKind.Failed) { Text = "Engine:Loops: 0 is not a number from 1 to 256." });

        Assert.Equal("Engine:Loops: 0 is not a number from 1 to 256.", await running);
    }

    [Fact]
    public async Task Run_WouldLoseSomething_IsRefusedBeforeItGetsASocket()
    {
        _self.Hindrances.Enqueue("5 connections are only in memory.");
        await using var pair = await ChannelPair.OpenAsync();

        Assert.Equal("5 connections are only in memory.", await RunAsync(pair, Hello));
        Assert.Equal(TakeOverKind.Refused, await NextAsync(pair));
        Assert.Empty(_self.Did);
    }

    [Fact]
    public async Task Run_WouldLoseSomethingOnceTheSuccessorIsReady_GoesOn()
    {
        _self.Hindrances.Enqueue(null);
        _self.Hindrances.Enqueue("5 connections are only in memory.");
        await using var pair = await ChannelPair.OpenAsync();
        var running = RunAsync(pair, Hello);

        await NextAsync(pair);
        await pair.Successor.TrySendAsync(new(TakeOverKind.Ready) { Revision = 7 });

        Assert.Equal("5 connections are only in memory.", await running);
        Assert.Empty(_self.Did);
        Assert.NotEmpty(_ended);
    }

    [Fact]
    public async Task Run_OtherProtocol_IsRefusedBeforeItGetsASocket()
    {
        await using var pair = await ChannelPair.OpenAsync();

        Assert.Contains("protocol 1", await RunAsync(pair, Hello with { Protocol = 2 }), StringComparison.Ordinal);
        Assert.Equal(TakeOverKind.Refused, await NextAsync(pair));
        Assert.Empty(_self.Did);
    }

    [Fact]
    public async Task Run_OtherNode_IsRefused()
    {
        await using var pair = await ChannelPair.OpenAsync();

        Assert.Contains("Engine:Node", await RunAsync(pair, Hello with { Node = "another" }), StringComparison.Ordinal);
        Assert.Equal(TakeOverKind.Refused, await NextAsync(pair));
    }

    private Task<string?> RunAsync(ChannelPair pair, TakeOverMessage hello) => GrantOf().RunAsync(pair.Predecessor, hello, Cancel);

    private TakeOverGrant GrantOf() => new(_self, TimeProvider.System, NullLogger<TakeOverGrant>.Instance) { EndPeer = (_, _) => _ended.Add("ended") };

    private static async Task<TakeOverKind?> NextAsync(ChannelPair pair) => (await pair.Successor.ReceiveAsync(TimeSpan.FromSeconds(10), Cancel))?.Message.Kind;

    private static async Task PlayAsync(ChannelPair pair, string step)
    {
        switch (step)
        {
            case "welcome":
                Assert.Equal(TakeOverKind.Welcome, await NextAsync(pair));
                break;
            case "yours":
                Assert.Equal(TakeOverKind.Yours, await NextAsync(pair));
                break;
            case "nonsense":
                await pair.Successor.TrySendAsync(new(TakeOverKind.Draining));
                break;
            default:
                var kind = step.StartsWith("ready", StringComparison.Ordinal) ? TakeOverKind.Ready : TakeOverKind.Failed;
                await pair.Successor.TrySendAsync(new(kind) { Revision = step == "ready old" ? 6 : 7 });
                break;
        }
    }
}
