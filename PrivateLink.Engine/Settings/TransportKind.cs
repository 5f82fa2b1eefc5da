namespace PrivateLink.Engine.Settings;

/// <summary>Which transport is used (<c>Engine:Transport</c>).</summary>
public enum TransportKind
{
    /// <summary>Epoll if the system supports it, otherwise sockets.</summary>
    Auto,

    /// <summary>The engine's own event loops, on Linux.</summary>
    Epoll,

    /// <summary>System.Net.Sockets, on any operating system.</summary>
    Sockets,
}
