namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>Whoever owns watched descriptors and deadlines. Told on its loop.</summary>
internal interface IWatcher : ITimerOwner
{
    /// <summary>Something has changed about a descriptor.</summary>
    /// <param name="side">Which of the owner's two descriptors.</param>
    /// <param name="events">What may now be done without waiting.</param>
    void OnReady(WatchedSide side, EpollEvents events);
}

/// <summary>An owner has one descriptor, or two.</summary>
internal enum WatchedSide
{
    Client,
    Upstream,
}
