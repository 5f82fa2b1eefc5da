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
}
