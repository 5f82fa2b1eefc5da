using System.Net.Sockets;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>The kernel's error numbers that the engine handles (errno(3)); others may occur.</summary>
internal enum Errno
{
    None = 0,
    Interrupted = 4, // EINTR
    BadDescriptor = 9, // EBADF
    WouldBlock = 11, // EAGAIN
    OutOfMemory = 12, // ENOMEM
    AccessDenied = 13, // EACCES
    InvalidArgument = 22, // EINVAL
    TooManyFilesInSystem = 23, // ENFILE
    TooManyFiles = 24, // EMFILE
    NoSpace = 28, // ENOSPC
    BrokenPipe = 32, // EPIPE
    NotImplemented = 38, // ENOSYS
    NotASocket = 88, // ENOTSOCK
    AddressInUse = 98, // EADDRINUSE
    AddressNotAvailable = 99, // EADDRNOTAVAIL
    NoBuffers = 105, // ENOBUFS
    TimedOut = 110, // ETIMEDOUT
    InProgress = 115, // EINPROGRESS
}

/// <summary>Results of system calls. A negative result is an error.</summary>
internal static class SystemResult
{
    public static Errno Error(int result) => result < 0 ? (Errno)(-result) : Errno.None;

    public static bool WouldBlock(int result) => result == -(int)Errno.WouldBlock;

    /// <summary>Returns the result, or throws for calls without which nothing works.</summary>
    public static int Require(int result) => result >= 0 ? result : throw Exception(Error(result));

    /// <summary>The error as System.Net.Sockets reports it, so that both transports explain a failed start in the same way.</summary>
    public static SocketException Exception(Errno error) => error switch
    {
        Errno.AddressInUse => new((int)SocketError.AddressAlreadyInUse),
        Errno.AccessDenied => new((int)SocketError.AccessDenied),
        Errno.AddressNotAvailable => new((int)SocketError.AddressNotAvailable),
        Errno.TooManyFiles or Errno.TooManyFilesInSystem => new((int)SocketError.TooManyOpenSockets),
        _ => new((int)SocketError.SocketError, $"system error {(int)error}"),
    };
}
