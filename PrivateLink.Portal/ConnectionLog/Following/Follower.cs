using System.Threading.Channels;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.Following;

/// <summary>
/// One reader that follows connections one by one. If the reader is slow, connections are skipped and counted, because the pump must not wait.
/// Thread-safe.
/// </summary>
internal sealed class Follower(ConnectionFilter filter, Action<Follower> leave) : IDisposable
{
    /// <summary>Holds some seconds of events of a busy engine.</summary>
    public const int Capacity = 10_000;

    private readonly Func<ConnectionView, bool> _matches = filter.ToPredicate();
    private readonly Channel<ConnectionView> _waiting = Channel.CreateBounded<ConnectionView>(new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private long _lost;

    /// <summary>The events, in the engine's order.</summary>
    public ChannelReader<ConnectionView> Waiting => _waiting.Reader;

    /// <summary>How many connections were skipped since the last call.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);

    /// <summary>
    /// Reports a connection when it is decided. Also reports its end if it failed, or if it matches only now and was not reported before.
    /// </summary>
    /// <param name="decided">The connection when it was decided.</param>
    /// <param name="ended">The connection with its ending; null if it was only just decided.</param>
    public void Offer(ConnectionView decided, ConnectionView? ended)
    {
        var isNews = ended is null ? _matches(decided) : _matches(ended) && (ended.Outcome == Outcome.Failed || !_matches(decided));
        if (isNews && !_waiting.Writer.TryWrite(ended ?? decided)) Interlocked.Increment(ref _lost);
    }

    public void Dispose() => leave(this);
}
