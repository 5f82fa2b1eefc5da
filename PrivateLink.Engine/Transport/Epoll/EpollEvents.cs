using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>What may be said about a descriptor (epoll_ctl(2)).</summary>
[Flags]
internal enum EpollEvents : uint
{
    None = 0,

    /// <summary>EPOLLIN.</summary>
    Readable = 0x1,

    /// <summary>EPOLLPRI: an urgent byte (tcp(7)). Receiving stops in front of it, so a short answer does not mean that the socket is empty.</summary>
    Urgent = 0x2,

    /// <summary>EPOLLOUT.</summary>
    Writable = 0x4,

    /// <summary>EPOLLERR; always watched for.</summary>
    Failed = 0x8,

    /// <summary>EPOLLHUP: neither direction is open any more; always watched for.</summary>
    HungUp = 0x10,

    /// <summary>EPOLLRDHUP: the peer has finished sending.</summary>
    PeerFinished = 0x2000,

    /// <summary>Whatever means that no more will come behind what is there.</summary>
    Ends = Failed | HungUp | PeerFinished,

    /// <summary>Whatever makes it necessary to receive until there is really nothing left.</summary>
    AsksOn = Ends | Urgent,

    /// <summary>EPOLLET: told once for each change, not as long as it lasts.</summary>
    EdgeTriggered = 1u << 31,
}

internal enum EpollOperation
{
    Add = 1,
    Remove = 2,
    Modify = 3,
}

/// <summary>
/// Room for what one epoll_wait says. The kernel's struct is packed on x64 and aligned elsewhere, so its fields are found by offset.
/// </summary>
internal readonly unsafe struct EventBuffer(int capacity)
{
    public const int LargestEntry = 16;

    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int EntrySize = Packed ? 12 : 16;
    private static readonly int DataOffset = Packed ? 4 : 8;

    /// <summary>Lives as long as its loop.</summary>
    public byte* Start { get; } = (byte*)NativeMemory.Alloc((nuint)(capacity * LargestEntry));

    public int Capacity { get; } = capacity;

    public EpollEvents EventsAt(int index) => Unsafe.ReadUnaligned<EpollEvents>(Start + (index * EntrySize));

    public ulong DataAt(int index) => Unsafe.ReadUnaligned<ulong>(Start + (index * EntrySize) + DataOffset);

    public static void Write(byte* entry, EpollEvents events, ulong data)
    {
        Unsafe.WriteUnaligned(entry, events);
        Unsafe.WriteUnaligned(entry + DataOffset, data);
    }

    public void Free() => NativeMemory.Free(Start);
}
