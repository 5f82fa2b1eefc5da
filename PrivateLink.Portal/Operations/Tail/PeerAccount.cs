using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PrivateLink.Portal.Operations.Tail;

/// <summary>Which account is at the other end of a socket of this machine, as the kernel says.</summary>
internal static partial class PeerAccount
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int Root = 0;

    /// <summary>Whether it is the portal's own account, or the machine's administrator. Where the kernel does not say, the mode of the socket's file has to do.</summary>
    public static bool IsOwn(Socket peer)
    {
        if (!OperatingSystem.IsLinux()) return true;
        Span<int> credentials = stackalloc int[3];
        var read = peer.GetRawSocketOption(SocketLevel, PeerCredentials, MemoryMarshal.AsBytes(credentials));
        return read == sizeof(int) * 3 && (credentials[1] == Root || credentials[1] == Own());
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial int Own();
}
