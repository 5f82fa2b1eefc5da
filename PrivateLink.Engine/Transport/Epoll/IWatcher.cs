namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>An owner of watched descriptors and timers. Called on its loop.</summary>
internal interface IWatcher : ITimerOwner
{
    /// <summary>Called when a descriptor is ready.</summary>
    /// <param name="side">Which of the owner's descriptors is ready.</param>
    /// <param name="events">The operations that will not block.</param>
    void OnReady(WatchedSide side, EpollEvents events);
}

/// <summary>The descriptors of an owner: one or two.</summary>
internal enum WatchedSide
{
    Client,
    Upstream,
}
