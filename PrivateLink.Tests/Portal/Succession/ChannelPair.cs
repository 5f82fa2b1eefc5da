using System.Net.Sockets;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Tests.Portal.Succession;

/// <summary>Both ends of one conversation, within this process. Each side takes the other for a process that the test chooses.</summary>
internal sealed class ChannelPair : IAsyncDisposable
{
    /// <summary>A process that has ended.</summary>
    public static readonly ElderProcess Dead = new(int.MaxValue, 0);

    private ChannelPair(TakeOverChannel predecessor, TakeOverChannel successor) => (Predecessor, Successor) = (predecessor, successor);

    public TakeOverChannel Predecessor { get; }

    public TakeOverChannel Successor { get; }

    public static async Task<ChannelPair> OpenAsync(ElderProcess? predecessor = null, TimeProvider? time = null)
    {
        var path = Path.Combine(Path.GetTempPath(), $"privatelink-{Guid.NewGuid():N}.socket");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var successor = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await successor.ConnectAsync(new UnixDomainSocketEndPoint(path));
        var accepted = await listener.AcceptAsync();
        File.Delete(path);
        return new(
            new(accepted, time ?? TimeProvider.System),
            predecessor is null ? new(successor, TimeProvider.System) : new(successor, TimeProvider.System) { Peer = predecessor });
    }

    public async ValueTask DisposeAsync()
    {
        await Predecessor.DisposeAsync();
        await Successor.DisposeAsync();
    }
}
