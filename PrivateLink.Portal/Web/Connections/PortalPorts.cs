using PrivateLink.Engine.Listening;

namespace PrivateLink.Portal.Web.Connections;

/// <summary>The open ports of the pages, and the way to another process for them, as <see cref="EnginePorts"/> has it for the engine. Thread-safe.</summary>
internal sealed class PortalPorts
{
    /// <summary>The name of the sockets among those that pass from one process to another.</summary>
    public const string Name = "portal";

    private readonly Lock _lock = new();
    private readonly List<PortalListener> _listeners = [];

    /// <summary>Whether another process has the ports.</summary>
    public bool IsCeded { get; private set; }

    /// <summary>All listening sockets, which stay this process's own.</summary>
    public IReadOnlyList<PassedSocket> Sockets
    {
        get
        {
            lock (_lock) return [.. _listeners.Select(static (listener, index) => new PassedSocket(Name, index, listener.Descriptor))];
        }
    }

    public void Add(PortalListener listener)
    {
        lock (_lock) _listeners.Add(listener);
    }

    /// <summary>Stops accepting. The ports stay open, and browsers wait for <see cref="Resume"/> or for another process.</summary>
    public void Pause() => Each(static listener => listener.Pause());

    /// <summary>Accepts again.</summary>
    public void Resume() => Each(static listener => listener.Resume());

    /// <summary>Closes this process's copies of the sockets, because another process accepts from them. Connections continue.</summary>
    public async Task CedeAsync()
    {
        IsCeded = true;
        List<PortalListener> listeners;
        lock (_lock) listeners = [.. _listeners];
        foreach (var listener in listeners) await listener.UnbindAsync();
    }

    /// <summary>Lets browsers and proxies connect anew after each answer, once the port belongs to another process.</summary>
    public Task LeadAwayAsync(HttpContext http, RequestDelegate next)
    {
        if (IsCeded) http.Response.Headers.Connection = "close";
        return next(http);
    }

    private void Each(Action<PortalListener> act)
    {
        lock (_lock) _listeners.ForEach(act);
    }
}
