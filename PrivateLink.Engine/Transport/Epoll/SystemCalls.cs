using System.Runtime.InteropServices;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// Every system call of this transport (Linux manual, sections 2 and 7). Calls that may fail return the result, or the negated <see cref="Errno"/> as
/// the kernel does. The constants are those of x64 and arm64.
/// </summary>
internal static unsafe partial class SystemCalls
{
    private const int CloseOnExec = 0x80000; // O_CLOEXEC, SOCK_CLOEXEC, EPOLL_CLOEXEC, EFD_CLOEXEC: all the same number
    private const int NonBlocking = 0x800; // O_NONBLOCK and its namesakes
    private const int Stream = 1; // SOCK_STREAM
    private const int ShutdownWrite = 1; // SHUT_WR
    private const int NoSignal = 0x4000; // MSG_NOSIGNAL
    private const int More = 0x8000; // MSG_MORE
    private const int SpliceMoveNonBlocking = 1 | 2; // SPLICE_F_MOVE | SPLICE_F_NONBLOCK
    private const int SetStatusFlags = 4; // F_SETFL; of the flags, only O_NONBLOCK concerns sockets
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ

    public static int CreateEpoll() => Result(EpollCreate(CloseOnExec));

    public static int ControlEpoll(int epoll, EpollOperation operation, int descriptor, EpollEvents events, ulong data)
    {
        var entry = stackalloc byte[EventBuffer.LargestEntry];
        EventBuffer.Write(entry, events, data);
        return Result(EpollControl(epoll, (int)operation, descriptor, entry));
    }

    public static int WaitEpoll(int epoll, EventBuffer events, int milliseconds) =>
        Result(EpollWait(epoll, events.Start, events.Capacity, milliseconds));

    public static int CreateEvent() => Result(EventCreate(0, CloseOnExec | NonBlocking));

    public static void SignalEvent(int descriptor)
    {
        ulong one = 1;
        _ = Write(descriptor, &one, sizeof(ulong));
    }

    public static int CreateStreamSocket(int family) => Result(Socket(family, Stream | CloseOnExec | NonBlocking, 0));

    public static int SetNonBlocking(int descriptor) => Result(FileControl(descriptor, SetStatusFlags, NonBlocking));

    public static int Bind(int socket, SocketAddress* address) => Result(Bind(socket, address, address->Length));

    public static int Listen(int socket, int backlog) => Result(ListenOn(socket, backlog));

    public static int Accept(int socket, SocketAddress* peer)
    {
        var length = (uint)sizeof(SocketAddress);
        return Result(Accept4(socket, peer, &length, CloseOnExec | NonBlocking));
    }

    public static int Connect(int socket, SocketAddress* address) => Result(Connect(socket, address, address->Length));

    public static int GetLocalAddress(int socket, SocketAddress* address)
    {
        var length = (uint)sizeof(SocketAddress);
        return Result(GetSocketName(socket, address, &length));
    }

    public static int SetOption(int socket, int level, int option, int value) => Result(SetSocketOption(socket, level, option, &value, sizeof(int)));

    /// <summary>Reads the first bytes of an option.</summary>
    /// <returns>Whether there are so many.</returns>
    public static bool TryGetOption(int socket, int level, int option, void* value, int length)
    {
        var read = length;
        return GetSocketOption(socket, level, option, value, &read) == 0 && read == length;
    }

    /// <summary>The pending error of a socket (SO_ERROR); reading it clears it.</summary>
    public static Errno TakeError(int socket)
    {
        int error, length = sizeof(int);
        return GetSocketOption(socket, SocketOptions.SocketLevel, SocketOptions.Error, &error, &length) == 0 ? (Errno)error : Errno.None;
    }

    /// <summary>Sets whether close resets the connection (SO_LINGER with zero seconds) or first delivers what was sent.</summary>
    public static void SetCloseReset(int socket, bool resets)
    {
        var linger = stackalloc int[2] { resets ? 1 : 0, 0 };
        _ = SetSocketOption(socket, SocketOptions.SocketLevel, SocketOptions.Linger, linger, 2 * sizeof(int));
    }

    public static int Receive(int socket, byte* buffer, int length) => Result(Receive(socket, buffer, (nuint)length, 0));

    public static int Send(int socket, byte* buffer, int length) => Result(Send(socket, buffer, (nuint)length, NoSignal));

    /// <summary>Sends the last bytes and the FIN in one packet.</summary>
    public static void SendAndFinish(int socket, byte* buffer, int length)
    {
        _ = Send(socket, buffer, (nuint)length, NoSignal | More);
        _ = Shutdown(socket, ShutdownWrite);
    }

    public static int Finish(int socket) => Result(Shutdown(socket, ShutdownWrite));

    public static void Close(int descriptor) => _ = CloseDescriptor(descriptor);

    public static int CreatePipe(int* ends) => Result(Pipe(ends, CloseOnExec | NonBlocking));

    public static int ResizePipe(int end, int bytes) => Result(FileControl(end, SetPipeSize, bytes));

    public static int Splice(int from, int to, int length) => Result(Splice(from, null, to, null, (nuint)length, SpliceMoveNonBlocking));

    private static int Result(nint result) => result >= 0 ? (int)result : -Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollControl(int epoll, int operation, int descriptor, byte* entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int EpollWait(int epoll, byte* entries, int capacity, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventCreate(uint start, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int Bind(int socket, SocketAddress* address, uint length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    private static partial int ListenOn(int socket, int backlog);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    private static partial int Accept4(int socket, SocketAddress* peer, uint* length, int flags);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(int socket, SocketAddress* address, uint length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    private static partial int GetSocketName(int socket, SocketAddress* address, uint* length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetSocketOption(int socket, int level, int option, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetSocketOption(int socket, int level, int option, void* value, int* length);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    private static partial int Shutdown(int socket, int how);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(int descriptor, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "splice", SetLastError = true)]
    private static partial nint Splice(int from, long* fromOffset, int to, long* toOffset, nuint length, uint flags);
}
