using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PrivateLink.Portal.Succession;

/// <summary>Finds the account and the process at the other end of a local socket, as the kernel reports it.</summary>
internal static partial class PeerAccount
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int Root = 0;

    /// <summary>
    /// Whether it is the portal's own account or the machine's administrator. If the kernel does not report the account, the socket file's mode is
    /// the only protection.
    /// </summary>
    public static bool IsOwn(Socket peer)
    {
        if (!OperatingSystem.IsLinux()) return true;
        Span<int> credentials = stackalloc int[3];
        var read = peer.GetRawSocketOption(SocketLevel, PeerCredentials, MemoryMarshal.AsBytes(credentials));
        return read == sizeof(int) * 3 && (credentials[1] == Root || credentials[1] == Own());
    }

    /// <summary>The process; null if the kernel does not report it.</summary>
    public static int? ProcessOf(Socket peer)
    {
        if (!OperatingSystem.IsLinux()) return null;
        Span<int> credentials = stackalloc int[3];
        return peer.GetRawSocketOption(SocketLevel, PeerCredentials, MemoryMarshal.AsBytes(credentials)) == sizeof(int) * 3 ? credentials[0] : null;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial int Own();
}
