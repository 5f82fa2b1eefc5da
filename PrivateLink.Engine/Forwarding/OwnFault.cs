using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Forwarding;

/// <summary>Why the engine itself could not try to connect to an upstream address. Only the last one may be caused by upstreams.</summary>
public enum OwnFault
{
    /// <summary>No local port is left for the address, or this machine has no address of its family.</summary>
    Ports,

    /// <summary>This machine has no such source address.</summary>
    SourceAddress,

    /// <summary>No descriptor is left.</summary>
    Descriptors,

    /// <summary>The system has no memory left for sockets.</summary>
    Memory,

    /// <summary>The connections that wait for upstreams use up the memory for them, or this upstream's share of it.</summary>
    ConnectingBytes,
}

/// <summary>The texts and code of each fault.</summary>
public static class OwnFaultText
{
    private const string NotToBlame = "The upstreams are not to blame. ";

    /// <summary>What happened, as part of a sentence.</summary>
    public static string Meaning(this OwnFault fault) => fault switch
    {
        OwnFault.Ports => "no local port was left",
        OwnFault.SourceAddress => "this machine does not have the source address",
        OwnFault.Descriptors => "no descriptor was left",
        OwnFault.Memory => "the system had no memory left for sockets",
        _ => "the memory for connections that wait for an upstream was spent",
    };

    /// <summary>Whether upstreams are to blame, and what to do.</summary>
    public static string Remedy(this OwnFault fault) => fault switch
    {
        OwnFault.Ports => NotToBlame + "Each source address has about 28,200 ports for an upstream address. Add addresses to Engine:Upstreams:SourceAddresses, or a node.",
        OwnFault.SourceAddress => NotToBlame + "Compare Engine:Upstreams:SourceAddresses with the addresses of this machine.",
        OwnFault.Descriptors => NotToBlame + "Raise the descriptor limit of the process (LimitNOFILE), or add a node.",
        OwnFault.Memory => NotToBlame + "Check this machine's memory and net.ipv4.tcp_mem, or add a node.",
        _ => "Look for upstreams that do not answer. If all of them answer and the load is genuine, raise Engine:Limits:ConnectingBytes.",
    };

    /// <summary>The value in metrics.</summary>
    internal static string Code(this OwnFault fault) => fault switch
    {
        OwnFault.Ports => "ports",
        OwnFault.SourceAddress => "source_address",
        OwnFault.Descriptors => "descriptors",
        OwnFault.Memory => "memory",
        _ => "connecting_bytes",
    };

    /// <summary>The engine's own fault behind a failed attempt; null if the attempt succeeded or the upstream failed.</summary>
    internal static OwnFault? AsOwnFault(this ConnectStatus status) => status switch
    {
        ConnectStatus.NoPort => OwnFault.Ports,
        ConnectStatus.NoSource => OwnFault.SourceAddress,
        ConnectStatus.NoDescriptor => OwnFault.Descriptors,
        ConnectStatus.NoMemory => OwnFault.Memory,
        _ => null,
    };
}
