using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>The events of a descriptor (epoll_ctl(2)).</summary>
[Flags]
internal enum EpollEvents : uint
{
    None = 0,

    /// <summary>EPOLLIN.</summary>
    Readable = 0x1,

    /// <summary>EPOLLPRI: an urgent byte (tcp(7)). A receive stops before it, so a short read does not mean that the socket is empty.</summary>
    Urgent = 0x2,

    /// <summary>EPOLLOUT.</summary>
    Writable = 0x4,

    /// <summary>EPOLLERR; always watched.</summary>
    Failed = 0x8,

    /// <summary>EPOLLHUP: both directions are closed; always watched.</summary>
    HungUp = 0x10,

    /// <summary>EPOLLRDHUP: the peer has finished sending.</summary>
    PeerFinished = 0x2000,

    /// <summary>No more data will follow what has arrived.</summary>
    Ends = Failed | HungUp | PeerFinished,

    /// <summary>Events after which the socket must be read until it is really empty.</summary>
    AsksOn = Ends | Urgent,

    /// <summary>EPOLLET: report each change once, not for as long as the state lasts.</summary>
    EdgeTriggered = 1u << 31,
}

internal enum EpollOperation
{
    Add = 1,
    Remove = 2,
    Modify = 3,
}

/// <summary>The buffer for the events of one epoll_wait. The kernel's struct is packed on x64 and aligned elsewhere, so fields are read by offset.</summary>
internal readonly unsafe struct EventBuffer(int capacity)
{
    public const int LargestEntry = 16;

    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int EntrySize = Packed ? 12 : 16;
    private static readonly int DataOffset = Packed ? 4 : 8;

    /// <summary>Unmanaged memory, freed by its loop.</summary>
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
