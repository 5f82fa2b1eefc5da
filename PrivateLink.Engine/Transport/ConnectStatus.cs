namespace PrivateLink.Engine.Transport;

/// <summary>What came of connecting to an upstream address.</summary>
public enum ConnectStatus
{
    /// <summary>Connected.</summary>
    Connected,

    /// <summary>Refused, unreachable, or no usable address.</summary>
    Refused,

    /// <summary>No answer within the timeout.</summary>
    TimedOut,

    /// <summary>Our own fault: no local port is left towards the address, or this machine has no address of its family.</summary>
    NoPort,

    /// <summary>Our own fault: this machine has no such source address.</summary>
    NoSource,

    /// <summary>Our own fault: no descriptor is left.</summary>
    NoDescriptor,

    /// <summary>Our own fault: the system has no memory left for sockets.</summary>
    NoMemory,
}
