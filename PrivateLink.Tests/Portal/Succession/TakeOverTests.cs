using System.Net;
using System.Net.Sockets;
using PrivateLink.Engine.Listening;
using PrivateLink.Portal.Succession;
using Xunit;

namespace PrivateLink.Tests.Portal.Succession;

/// <summary>Whenever the predecessor dies, the successor knows whether it may go on. The sockets that arrive are the ones that were sent.</summary>
public class TakeOverTests
{
    private static readonly TakeOverMessage Welcome = new(TakeOverKind.Welcome) { Protocol = TakeOverGrant.Protocol, Process = 1, Version = "1.0.0", IdLane = 1, Sockets = [] };

    private const int CloseOnExec = 0x80000; // O_CLOEXEC

    private static ElderProcess ThisProcess => ElderProcess.Of(Environment.ProcessId)!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_ManySockets_ArriveInOrderAndAreTheSame()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        await using var pair = await ChannelPair.OpenAsync();
        const int Many = 450; // more than one message may carry
        var self = new PlayedPredecessor { Sockets = [.. Enumerable.Range(0, Many).Select(loop => new PassedSocket("aws", loop, (int)listener.Handle))] };
        var running = new TakeOverGrant(self, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<TakeOverGrant>.Instance) { EndPeer = static (_, _) => { } };
        var asking = TakeOver.AskAsync(pair.Successor, "node", Cancel);
        var hello = await pair.Predecessor.ReceiveAsync(TimeSpan.FromSeconds(10), Cancel);
        var handing = running.RunAsync(pair.Predecessor, hello!.Value.Message, Cancel);

        var takeOver = await asking;

        Assert.Equal(Enumerable.Range(0, Many).Select(static loop => ("aws", loop)), takeOver.Sockets.Select(static socket => (socket.Name, socket.Loop)));
        var inherited = new InheritedSockets(takeOver.Sockets);
        var taken = inherited.Take("aws", (IPEndPoint)listener.LocalEndPoint!);
        Assert.Equal(Many, taken.Distinct().Count());
        foreach (var descriptor in taken)
        {
            Assert.NotEqual(0, FlagsOf(descriptor) & CloseOnExec); // a program that it starts does not get it
            new SafeSocketHandle(descriptor, ownsHandle: true).Dispose();
        }

        await takeOver.DisposeAsync();
        Assert.NotNull(await handing);
    }

    [Fact]
    public async Task Ask_Refused_SaysWhyAndClosesWhatCame()
    {
        await using var pair = await ChannelPair.OpenAsync();
        await pair.Predecessor.TrySendAsync(new(TakeOverKind.Refused) { Text = "Another process is taking over now. Try again when it is done." });

        var error = await Assert.ThrowsAsync<TakeOverException>(() => TakeOver.AskAsync(pair.Successor, "node", Cancel));
        Assert.Equal("Another process is taking over now. Try again when it is done.", error.Message);
    }

    [Fact]
    public async Task Ask_PredecessorDiesBeforeTheSockets_CannotTakeOver()
    {
        await using var pair = await ChannelPair.OpenAsync(ChannelPair.Dead);
        await pair.Predecessor.DisposeAsync();

        await Assert.ThrowsAsync<TakeOverException>(() => TakeOver.AskAsync(pair.Successor, "node", Cancel));
    }

    [Fact]
    public async Task Ready_PredecessorIsDead_GoesOn()
    {
        await using var pair = await ChannelPair.OpenAsync(ChannelPair.Dead);
        await pair.Predecessor.TrySendAsync(Welcome);
        await using var takeOver = await TakeOver.AskAsync(pair.Successor, "node", Cancel);
        await pair.Predecessor.DisposeAsync();

        await takeOver.ReadyAsync(7, Cancel);
        await takeOver.TakenAsync();
        await takeOver.FollowAsync(Cancel);
        Assert.Null(takeOver.Draining);
    }

    [Fact]
    public async Task Ready_PredecessorDiesWhileItGivesUpItsRoles_GoesOn()
    {
        await using var pair = await ChannelPair.OpenAsync(ChannelPair.Dead);
        await pair.Predecessor.TrySendAsync(Welcome);
        await using var takeOver = await TakeOver.AskAsync(pair.Successor, "node", Cancel);
        var ready = takeOver.ReadyAsync(7, Cancel);
        await pair.Predecessor.ReceiveAsync(TimeSpan.FromSeconds(10), Cancel); // hello
        await pair.Predecessor.ReceiveAsync(TimeSpan.FromSeconds(10), Cancel); // ready
        await pair.Predecessor.DisposeAsync();

        await ready;
    }

    [Fact]
    public async Task Ready_PredecessorHangsUpAndLives_CannotTakeOver()
    {
        await using var pair = await ChannelPair.OpenAsync(ThisProcess);
        await pair.Predecessor.TrySendAsync(Welcome);
        await using var takeOver = await TakeOver.AskAsync(pair.Successor, "node", Cancel);
        await pair.Predecessor.DisposeAsync();

        await Assert.ThrowsAsync<TakeOverException>(() => takeOver.ReadyAsync(7, Cancel));
    }

    [Fact]
    public async Task Elders_AreThePredecessorAndThoseBeforeIt()
    {
        await using var pair = await ChannelPair.OpenAsync(ThisProcess);
        await pair.Predecessor.TrySendAsync(Welcome with { Elders = [ChannelPair.Dead] });
        await using var takeOver = await TakeOver.AskAsync(pair.Successor, "node", Cancel);

        Assert.Equal([ChannelPair.Dead, ThisProcess], takeOver.Elders);
        Assert.Equal([ThisProcess], new SuccessionState(takeOver).Elders);
    }

    [Fact]
    public void IsRunning_SameNumberLaterStart_IsAnotherProcess()
    {
        var current = ThisProcess;

        Assert.True(current.IsRunning);
        Assert.False((current with { StartedAt = current.StartedAt - 1 }).IsRunning);
        Assert.False(ChannelPair.Dead.IsRunning);
    }

    private static int FlagsOf(int descriptor) => Convert.ToInt32(
        File.ReadLines($"/proc/self/fdinfo/{descriptor}").First(static line => line.StartsWith("flags:", StringComparison.Ordinal))["flags:".Length..].Trim(), fromBase: 8);
}
