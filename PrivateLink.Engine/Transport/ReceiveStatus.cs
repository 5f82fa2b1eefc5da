namespace PrivateLink.Engine.Transport;

/// <summary>The result of waiting for bytes.</summary>
public enum ReceiveStatus
{
    /// <summary>More bytes have arrived.</summary>
    Received,

    /// <summary>The peer has finished sending (FIN).</summary>
    Finished,

    /// <summary>The peer has reset the connection, or the engine has closed it.</summary>
    Reset,

    /// <summary>The deadline has passed.</summary>
    TimedOut,

    /// <summary>The memory budget for undecided connections is spent.</summary>
    NoRoom,
}
