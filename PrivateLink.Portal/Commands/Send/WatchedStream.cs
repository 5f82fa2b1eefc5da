namespace PrivateLink.Portal.Commands.Send;

/// <summary>Passes data through and keeps the first bytes that come back. If they are a TLS alert, nothing was relayed.</summary>
public sealed class WatchedStream(Stream inner) : Stream
{
    private const byte AlertRecord = 0x15;
    private const int AlertLength = 7;

    private readonly byte[] _first = new byte[AlertLength];
    private int _count;

    /// <summary>The description of the alert, if an alert came first; null otherwise.</summary>
    public byte? Alert => _count == AlertLength && _first[0] == AlertRecord ? _first[^1] : null;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        var kept = Math.Min(read, AlertLength - _count);
        buffer[..kept].CopyTo(_first.AsMemory(_count));
        _count += kept;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous reads are watched.");

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
