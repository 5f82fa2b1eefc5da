using System.Net.Sockets;

namespace PrivateLink.Tests.Support;

/// <summary>Waits until everything between two ends is full.</summary>
internal static class Stalled
{
    private const int InARow = 40;

    /// <summary>The socket has taken nothing for a while: anyone who should read has stopped, and so has everybody in between.</summary>
    public static async Task AsSenderAsync(Socket sender)
    {
        var refused = 0;
        await Eventually.TrueAsync(() => (refused = sender.Poll(TimeSpan.Zero, SelectMode.SelectWrite) ? 0 : refused + 1) >= InARow);
    }
}
