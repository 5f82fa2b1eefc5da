namespace PrivateLink.Portal.Data.Entities;

/// <summary>What happened to the service. The numbers are stored.</summary>
public enum ServiceMomentKind
{
    /// <summary>A process started.</summary>
    Started = 1,

    /// <summary>A process stopped as it should.</summary>
    Stopped = 2,

    /// <summary>A process was last seen, and never stopped: it was killed, or its machine was.</summary>
    Lost = 3,

    /// <summary>The engine takes connections.</summary>
    ListenersOpened = 4,

    /// <summary>The engine takes no more connections.</summary>
    ListenersClosed = 5,

    /// <summary>A part of the engine failed: some connections are lost.</summary>
    EngineImpaired = 6,

    /// <summary>All of the engine works again.</summary>
    EngineRecovered = 7,

    /// <summary>No address of an upstream can be used.</summary>
    UpstreamDown = 8,

    /// <summary>Some address of an upstream cannot be used.</summary>
    UpstreamImpaired = 9,

    /// <summary>Every address of an upstream can be used again.</summary>
    UpstreamUp = 10,
}
