namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>The client read an export too slowly while others wait for its place.</summary>
public sealed class TooSlowException() : IOException("The reader is too slow.");

/// <summary>
/// Writes as long as the reader keeps up. The total wait may not exceed the time at the minimum rate, plus a grace period for data in transit.
/// Supports asynchronous writes only; disposing leaves the stream open.
/// </summary>
internal sealed class PacedStream(Stream to, int bytesPerSecond, TimeProvider time) : Stream
{
    /// <summary>A browser that asks where to save the file reads nothing until the user answers.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private long _bytes;
    private TimeSpan _waited;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _bytes += buffer.Length;
        await WaitAsync((stream, cancel) => stream.WriteAsync(buffer, cancel), cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        WaitAsync(static (stream, cancel) => new(stream.FlushAsync(cancel)), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask WaitAsync(Func<Stream, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        var left = Grace + TimeSpan.FromSeconds((double)_bytes / bytesPerSecond) - _waited;
        if (left <= TimeSpan.Zero) throw new TooSlowException();
        using var patience = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var began = time.GetTimestamp();
        try
        {
            await write(to, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // When a write is cancelled, Kestrel aborts the request. So the caller's token may also be cancelled by now.
            throw new TooSlowException();
        }

        _waited += time.GetElapsedTime(began);
    }
}
