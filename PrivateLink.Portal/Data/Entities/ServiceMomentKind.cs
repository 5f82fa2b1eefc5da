namespace PrivateLink.Portal.Data.Entities;

/// <summary>What happened to the service. Values are persisted; never renumber.</summary>
public enum ServiceMomentKind
{
    /// <summary>A process started.</summary>
    Started = 1,

    /// <summary>A process stopped normally.</summary>
    Stopped = 2,

    /// <summary>A process disappeared without a normal stop. It was killed, or its machine failed.</summary>
    Lost = 3,

    /// <summary>The engine accepts connections.</summary>
    ListenersOpened = 4,

    /// <summary>The engine no longer accepts connections.</summary>
    ListenersClosed = 5,

    /// <summary>A part of the engine failed and some connections are lost.</summary>
    EngineImpaired = 6,

    /// <summary>The whole engine works again.</summary>
    EngineRecovered = 7,

    /// <summary>No address of an upstream can be used.</summary>
    UpstreamDown = 8,

    /// <summary>At least one address of an upstream cannot be used.</summary>
    UpstreamImpaired = 9,

    /// <summary>Every address of an upstream can be used again.</summary>
    UpstreamUp = 10,

    /// <summary>A process took over from another one of the same name, without a gap.</summary>
    TookOver = 11,

    /// <summary>A process was to take over and failed. The old one went on.</summary>
    TakeOverFailed = 12,
}
