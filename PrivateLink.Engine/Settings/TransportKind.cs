namespace PrivateLink.Engine.Settings;

/// <summary>Which transport is used (<c>Engine:Transport</c>).</summary>
public enum TransportKind
{
    /// <summary>Epoll where there is one, else sockets.</summary>
    Auto,

    /// <summary>Event loops of our own, on Linux.</summary>
    Epoll,

    /// <summary>System.Net.Sockets, on any operating system.</summary>
    Sockets,
}
