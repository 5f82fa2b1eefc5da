namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>One deadline of its owner, in at most one place of a <see cref="TimerWheel"/>.</summary>
internal sealed class LoopTimer(IWatcher owner)
{
    public const long NotSet = -1;

    public IWatcher Owner { get; } = owner;

    public long Tick { get; set; } = NotSet;

    public LoopTimer? Previous { get; set; }

    public LoopTimer? Next { get; set; }
}
