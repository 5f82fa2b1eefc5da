namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>Whoever owns watched descriptors and deadlines. Told on its loop.</summary>
internal interface IWatcher
{
    /// <summary>Something has changed about a descriptor.</summary>
    /// <param name="side">Which of the owner's two descriptors.</param>
    /// <param name="events">What may now be done without waiting.</param>
    void OnReady(WatchedSide side, EpollEvents events);

    /// <summary>The moment has come that its timer was set to; the timer is no longer set.</summary>
    void OnTimer();

    /// <summary>A fault of our own: the owner ends; the loop goes on.</summary>
    void OnFault(Exception error);
}

/// <summary>An owner has one descriptor, or two.</summary>
internal enum WatchedSide
{
    Client,
    Upstream,
}
