using System.Buffers;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// What a client has sent before its relay begins. It lies in the loop's buffer while the story looks at it, which is nearly always long enough; it is
/// moved to a buffer of its own, within the budget of all, when the story has to wait.
/// </summary>
internal unsafe struct ReceivedBytes(EventLoop loop, PreludeBudget budget)
{
    private const int FirstBufferSize = 4096;

    private byte[]? _kept;
    private int _start, _end;
    private int _budgeted;

    public readonly int Length => _end - _start;

    public readonly ReadOnlySpan<byte> Span => _kept is null ? new(loop.Buffer + _start, Length) : _kept.AsSpan(_start, Length);

    private readonly int Capacity => _kept?.Length ?? EventLoop.BufferSize;

    public void Consume(int count) => _start += count;

    /// <summary>Receives behind what is there.</summary>
    /// <param name="socket">The client's.</param>
    /// <param name="filled">Whether there may be more.</param>
    /// <returns>The result of the system call.</returns>
    public int Receive(int socket, out bool filled)
    {
        int count;
        var room = Capacity - _end;
        fixed (byte* kept = _kept) count = SystemCalls.Receive(socket, (kept is null ? loop.Buffer : kept) + _end, room);
        filled = count == room;
        if (count > 0) _end += count;
        return count;
    }

    /// <summary>Makes sure that there is room behind what is there.</summary>
    /// <returns>False when the budget does not allow it.</returns>
    public bool TryMakeRoom() => _end < Capacity || TryMove(Math.Max(FirstBufferSize, 2 * Length));

    /// <summary>Moves it out of the loop's buffer, because the story is going to wait for more.</summary>
    public bool TryKeep() => _kept is not null || Length == 0 || TryMove(Math.Max(FirstBufferSize, Length));

    /// <summary>The same for a connection that is decided: its bytes are no longer those that the budget is for.</summary>
    public void Keep()
    {
        if (_kept is null && Length > 0) Move(Length);
    }

    public void Release()
    {
        if (_kept is not null) ArrayPool<byte>.Shared.Return(_kept);
        budget.Return(_budgeted);
        (_kept, _start, _end, _budgeted) = (null, 0, 0, 0);
    }

    private bool TryMove(int size)
    {
        if (!budget.TryTake(size)) return false;
        var before = _budgeted;
        Move(size);
        budget.Return(before);
        _budgeted = size;
        return true;
    }

    private void Move(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Span.CopyTo(larger);
        if (_kept is not null) ArrayPool<byte>.Shared.Return(_kept);
        (_kept, _start, _end) = (larger, 0, Length);
    }
}
