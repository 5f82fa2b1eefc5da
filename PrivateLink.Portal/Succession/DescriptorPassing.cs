using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PrivateLink.Portal.Succession;

/// <summary>Sends and receives descriptors beside bytes (SCM_RIGHTS, unix(7)). The layouts are those of 64-bit Linux.</summary>
internal static unsafe partial class DescriptorPassing
{
    /// <summary>The most descriptors in one message; the kernel accepts 253.</summary>
    public const int Most = 200;

    private const int SocketLevel = 1; // SOL_SOCKET
    private const int Rights = 1; // SCM_RIGHTS
    private const int NoSignal = 0x4000; // MSG_NOSIGNAL
    private const int CloseOnExec = 0x40000000; // MSG_CMSG_CLOEXEC
    private const int DoNotWait = 0x40; // MSG_DONTWAIT
    private const int HeaderSize = 16; // cmsghdr: its length, level and type

    /// <summary>Sends bytes, and descriptors with the first of them.</summary>
    /// <returns>How many bytes were sent.</returns>
    /// <exception cref="SocketException">The other side is gone, or takes nothing.</exception>
    public static int Send(Socket socket, ReadOnlySpan<byte> bytes, IReadOnlyList<int> descriptors)
    {
        var control = stackalloc byte[HeaderSize + (Most * sizeof(int))];
        var size = HeaderSize + (descriptors.Count * sizeof(int));
        *(nuint*)control = (nuint)size;
        ((int*)control)[2] = SocketLevel;
        ((int*)control)[3] = Rights;
        for (var i = 0; i < descriptors.Count; i++) ((int*)(control + HeaderSize))[i] = descriptors[i];
        fixed (byte* start = bytes)
        {
            var part = new Part { Start = start, Length = (nuint)bytes.Length };
            var message = new Message { Parts = &part, Count = 1, Control = descriptors.Count > 0 ? control : null, ControlLength = descriptors.Count > 0 ? (nuint)size : 0 };
            return Require(SendMessage((int)socket.Handle, &message, NoSignal));
        }
    }

    /// <summary>Receives what is there, up to the size of the buffer, and adds the descriptors that came with it.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    public static int Receive(Socket socket, Span<byte> bytes, List<int> descriptors)
    {
        const int Room = HeaderSize + (256 * sizeof(int));
        var control = stackalloc byte[Room];
        fixed (byte* start = bytes)
        {
            var part = new Part { Start = start, Length = (nuint)bytes.Length };
            var message = new Message { Parts = &part, Count = 1, Control = control, ControlLength = Room };
            var received = Require(ReceiveMessage((int)socket.Handle, &message, CloseOnExec | DoNotWait));
            var size = (int)*(nuint*)control;
            if (message.ControlLength >= HeaderSize && ((int*)control)[2] == SocketLevel && ((int*)control)[3] == Rights)
                for (var at = HeaderSize; at + sizeof(int) <= size; at += sizeof(int)) descriptors.Add(*(int*)(control + at));
            return received;
        }
    }

    public static void Close(IEnumerable<int> descriptors)
    {
        foreach (var descriptor in descriptors) new SafeSocketHandle(descriptor, ownsHandle: true).Dispose();
    }

    private static int Require(nint result) => result >= 0 ? (int)result : throw new SocketException(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(int socket, Message* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int socket, Message* message, int flags);

    /// <summary>iovec.</summary>
    private struct Part
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary>msghdr, without the fields that are always zero here.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 56)]
    private struct Message
    {
        [FieldOffset(16)]
        public Part* Parts;

        [FieldOffset(24)]
        public nuint Count;

        [FieldOffset(32)]
        public byte* Control;

        [FieldOffset(40)]
        public nuint ControlLength;
    }
}
