using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.ConnectionLog.Exports;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Exports;

/// <summary>An export to a reader that is too slow ends; one to a reader that keeps up does not.</summary>
public class PacedStreamTests
{
    private const int Rate = 1_000;

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_ToAReaderThatTakesNothing_EndsWhenItsTimeIsOver()
    {
        await using var paced = new PacedStream(new Reader(_time, takes: null), Rate, _time);
        var writing = paced.WriteAsync(new byte[2 * Rate], Cancel).AsTask();

        _time.Advance(PacedStream.Grace + TimeSpan.FromSeconds(1.9));
        Assert.False(writing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        await Assert.ThrowsAsync<TooSlowException>(() => writing);
    }

    [Fact]
    public async Task WriteAsync_ToAReaderBelowTheRate_EndsHoweverSmallTheWrites()
    {
        await using var paced = new PacedStream(new Reader(_time, TimeSpan.FromSeconds(1)), Rate, _time);

        var written = 0;
        var slow = await Record.ExceptionAsync(async () =>
        {
            for (; written < 1_000; written++) await paced.WriteAsync(new byte[Rate / 2], Cancel);
        });

        Assert.IsType<TooSlowException>(slow);
        Assert.InRange(written, 59, 61); // each of thirty writes loses half a second
    }

    [Fact]
    public async Task WriteAsync_ToAReaderAtTheRate_GoesOn()
    {
        await using var paced = new PacedStream(new Reader(_time, TimeSpan.FromSeconds(1)), Rate, _time);

        for (var write = 0; write < 200; write++) await paced.WriteAsync(new byte[Rate], Cancel);
    }

    [Fact]
    public async Task WriteAsync_CancelledByItsCaller_IsCancelledAndNotTooSlow()
    {
        using var given = new CancellationTokenSource();
        await using var paced = new PacedStream(new Reader(_time, takes: null), Rate, _time);
        var writing = paced.WriteAsync(new byte[1], given.Token).AsTask();

        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    /// <param name="time">The clock, which advances while the reader reads.</param>
    /// <param name="takes">The time for each write; null for a reader that never reads.</param>
    private sealed class Reader(FakeTimeProvider time, TimeSpan? takes) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (takes is { } each) time.Advance(each);
            else await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }
    }
}
