using System.Net.Sockets;

namespace PrivateLink.Tests.Support;

/// <summary>Waits until all buffers between two ends are full.</summary>
internal static class Stalled
{
    private const int InARow = 40;

    /// <summary>Waits until the socket has accepted no bytes for a while, so that every receiver on the path has stopped reading.</summary>
    public static async Task AsSenderAsync(Socket sender)
    {
        var refused = 0;
        await Eventually.TrueAsync(() => (refused = sender.Poll(TimeSpan.Zero, SelectMode.SelectWrite) ? 0 : refused + 1) >= InARow);
    }
}
