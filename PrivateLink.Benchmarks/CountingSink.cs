using System.Threading.Channels;
using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Benchmarks;

/// <summary>
/// Counts every record, in batches, through a bounded channel. While the policy changes, it counts a record as wrong if its verdict differs from that
/// of the revision it names.
/// </summary>
internal sealed class CountingSink : IDecisionSink, IDisposable
{
    private const int Capacity = 65_536;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly ListenerPolicy Listener = new("bench");

    private readonly Channel<ConnectionClosed> _channel = Channel.CreateBounded<ConnectionClosed>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Task _counting;
    private readonly ChurningPolicy _policy;
    private long _decided, _closed, _wrong;

    public CountingSink(ChurningPolicy policy)
    {
        _policy = policy;
        _counting = CountAsync();
    }

    public void OnDecision(ConnectionDecision decision) => Interlocked.Increment(ref _decided);

    public void OnClosed(ConnectionClosed closed) => _channel.Writer.TryWrite(closed);

    public void Dispose()
    {
        _channel.Writer.TryComplete();
        _counting.GetAwaiter().GetResult();
        Console.WriteLine($"{_decided} decided, {_closed} closed, {_wrong} wrong");
        Console.WriteLine($"{GC.GetTotalAllocatedBytes() / Math.Max(1, _closed)} bytes allocated for each");
        Console.WriteLine($"{GC.CollectionCount(0)} collections, {GC.CollectionCount(2)} of all generations: {GC.GetTotalPauseDuration().TotalMilliseconds:F0} ms");
    }

    private async Task CountAsync()
    {
        // Waking a reader for every record costs more than the record itself, so a pause collects a batch.
        while (await _channel.Reader.WaitToReadAsync())
        {
            while (_channel.Reader.TryRead(out var record))
            {
                _closed++;
                if (_policy.Changes && !IsRight(record.Decision)) _wrong++;
            }

            await Task.Delay(Pause);
        }
    }

    private bool IsRight(ConnectionDecision record)
    {
        if (record.Host is null || record.LinkId is not { } link || _policy.Find(record.PolicyRevision) is not { } snapshot) return true;
        return AccessPolicy.Evaluate(snapshot, new(record.Host, LinkIdentity.One(link), Listener)).Verdict == record.Verdict;
    }
}
