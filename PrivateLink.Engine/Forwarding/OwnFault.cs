using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Forwarding;

/// <summary>Why the engine could not even try to connect to an upstream address. Nothing of this says anything about the upstream.</summary>
public enum OwnFault
{
    /// <summary>No local port is left towards the address, or this machine has no address of its family.</summary>
    Ports,

    /// <summary>This machine has no such source address.</summary>
    SourceAddress,

    /// <summary>No descriptor is left.</summary>
    Descriptors,

    /// <summary>The system has no memory left for sockets.</summary>
    Memory,
}

/// <summary>The words of each fault.</summary>
public static class OwnFaultText
{
    /// <summary>What happened.</summary>
    public static string Meaning(this OwnFault fault) => fault switch
    {
        OwnFault.Ports => "no local port was left",
        OwnFault.SourceAddress => "this machine does not have the source address",
        OwnFault.Descriptors => "no descriptor was left",
        _ => "the system had no memory left for sockets",
    };

    /// <summary>What to do.</summary>
    public static string Remedy(this OwnFault fault) => fault switch
    {
        OwnFault.Ports => "Each source address has about 28,200 ports towards an upstream address. Add addresses to Engine:Upstreams:SourceAddresses, or a node.",
        OwnFault.SourceAddress => "Compare Engine:Upstreams:SourceAddresses with the addresses of this machine.",
        OwnFault.Descriptors => "Raise the descriptor limit of the process (LimitNOFILE), or add a node.",
        _ => "Look at the memory of this machine and at net.ipv4.tcp_mem, or add a node.",
    };

    /// <summary>As metrics say it.</summary>
    internal static string Code(this OwnFault fault) => fault switch
    {
        OwnFault.Ports => "ports",
        OwnFault.SourceAddress => "source_address",
        OwnFault.Descriptors => "descriptors",
        _ => "memory",
    };

    /// <summary>The engine's own fault behind a failed attempt; null where the upstream is to blame, or nobody.</summary>
    internal static OwnFault? AsOwnFault(this ConnectStatus status) => status switch
    {
        ConnectStatus.NoPort => OwnFault.Ports,
        ConnectStatus.NoSource => OwnFault.SourceAddress,
        ConnectStatus.NoDescriptor => OwnFault.Descriptors,
        ConnectStatus.NoMemory => OwnFault.Memory,
        _ => null,
    };
}
