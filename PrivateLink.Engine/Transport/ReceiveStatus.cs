namespace PrivateLink.Engine.Transport;

/// <summary>What came of waiting for bytes.</summary>
public enum ReceiveStatus
{
    /// <summary>There are more bytes than before.</summary>
    Received,

    /// <summary>The peer has finished sending (FIN).</summary>
    Finished,

    /// <summary>The peer has reset the connection, or the engine has closed it.</summary>
    Reset,

    /// <summary>The deadline has passed.</summary>
    TimedOut,

    /// <summary>There is no memory left for bytes of undecided connections.</summary>
    NoRoom,
}
