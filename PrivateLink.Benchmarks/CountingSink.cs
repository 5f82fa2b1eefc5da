using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using PrivateLink.Engine.Decisions;

namespace PrivateLink.Benchmarks;

/// <summary>Takes every record through a bounded channel and counts it, as the portal's own sink does before it looks at one.</summary>
internal sealed class CountingSink : IDecisionSink, IDisposable
{
    private const int Capacity = 65_536;

    private readonly Channel<ConnectionClosed> _channel = Channel.CreateBounded<ConnectionClosed>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Task _counting;
    private long _decided, _closed;

    public CountingSink(IHostApplicationLifetime lifetime)
    {
        _counting = CountAsync();
        lifetime.ApplicationStopped.Register(() => Console.WriteLine($"{Volatile.Read(ref _decided)} decided, {Volatile.Read(ref _closed)} closed"));
    }

    public void OnDecision(ConnectionDecision decision) => Interlocked.Increment(ref _decided);

    public void OnClosed(ConnectionClosed closed) => _channel.Writer.TryWrite(closed);

    public void Dispose()
    {
        _channel.Writer.TryComplete();
        _counting.GetAwaiter().GetResult();
    }

    private async Task CountAsync()
    {
        await foreach (var _ in _channel.Reader.ReadAllAsync()) _closed++;
    }
}
