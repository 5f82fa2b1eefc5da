using System.Threading.Channels;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.Following;

/// <summary>
/// One reader who follows connections one by one. What a slow reader does not take in time is left out and counted: the pump waits for nobody. Thread-safe.
/// </summary>
internal sealed class Follower(ConnectionFilter filter, Action<Follower> leave) : IDisposable
{
    /// <summary>Some seconds of a busy engine.</summary>
    public const int Capacity = 10_000;

    private readonly Func<ConnectionView, bool> _matches = filter.ToPredicate();
    private readonly Channel<ConnectionView> _waiting = Channel.CreateBounded<ConnectionView>(new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private long _lost;

    /// <summary>What comes, in the order of the engine.</summary>
    public ChannelReader<ConnectionView> Waiting => _waiting.Reader;

    /// <summary>How many were left out since this was asked last.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);

    /// <summary>
    /// A connection is told when it is decided. Its end is told too when it failed, and when it matches only now: then nobody has been told of it before.
    /// </summary>
    /// <param name="decided">As it was decided.</param>
    /// <param name="ended">With its end; null when it was only just decided.</param>
    public void Offer(ConnectionView decided, ConnectionView? ended)
    {
        var isNews = ended is null ? _matches(decided) : _matches(ended) && (ended.Outcome == Outcome.Failed || !_matches(decided));
        if (isNews && !_waiting.Writer.TryWrite(ended ?? decided)) Interlocked.Increment(ref _lost);
    }

    public void Dispose() => leave(this);
}
