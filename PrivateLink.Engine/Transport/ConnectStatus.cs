namespace PrivateLink.Engine.Transport;

/// <summary>The result of connecting to an upstream address.</summary>
public enum ConnectStatus
{
    /// <summary>Connected.</summary>
    Connected,

    /// <summary>Refused, unreachable, or no usable address.</summary>
    Refused,

    /// <summary>The upstream did not answer within the timeout.</summary>
    TimedOut,

    /// <summary>The engine's own fault: no local port is left for the address, or this machine has no address of its family.</summary>
    NoPort,

    /// <summary>The engine's own fault: this machine does not have the source address.</summary>
    NoSource,

    /// <summary>The engine's own fault: no descriptor is left.</summary>
    NoDescriptor,

    /// <summary>The engine's own fault: the system has no memory left for sockets.</summary>
    NoMemory,
}
