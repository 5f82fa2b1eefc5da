namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>One deadline of its owner, in at most one place of a <see cref="TimerWheel"/>.</summary>
internal sealed class LoopTimer(ITimerOwner owner)
{
    public const long NotSet = -1;

    public ITimerOwner Owner { get; } = owner;

    public long Tick { get; set; } = NotSet;

    public LoopTimer? Previous { get; set; }

    public LoopTimer? Next { get; set; }
}

/// <summary>Whoever owns deadlines. Told on its loop.</summary>
internal interface ITimerOwner
{
    /// <summary>The moment has come that its timer was set to; the timer is no longer set.</summary>
    void OnTimer();

    /// <summary>A fault of our own: the owner ends; the loop goes on.</summary>
    void OnFault(Exception error);
}
