namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>One deadline of its owner, in at most one slot of a <see cref="TimerWheel"/>.</summary>
internal sealed class LoopTimer(ITimerOwner owner)
{
    public const long NotSet = -1;

    public ITimerOwner Owner { get; } = owner;

    public long Tick { get; set; } = NotSet;

    public LoopTimer? Previous { get; set; }

    public LoopTimer? Next { get; set; }
}

/// <summary>An owner of timers. Called on its loop.</summary>
internal interface ITimerOwner
{
    /// <summary>Called when the timer is due. The timer is no longer set.</summary>
    void OnTimer();

    /// <summary>Called after an internal fault. The owner ends; the loop continues.</summary>
    void OnFault(Exception error);
}
