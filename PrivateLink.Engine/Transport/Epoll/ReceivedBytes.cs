using System.Buffers;
using System.Numerics;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// The client's bytes before its relay begins. They stay in the loop's buffer while the handler reads them, which is nearly always enough. If the
/// handler has to wait, they move to a buffer of their own, within a budget shared by many.
/// </summary>
/// <param name="loop">The loop whose buffer holds them first.</param>
/// <param name="undecided">The budget until the connection is decided.</param>
internal unsafe struct ReceivedBytes(EventLoop loop, ByteBudget undecided)
{
    private const int FirstBufferSize = 4096;
    private const int SmallestOfPool = 16;

    private ByteBudget _budget = undecided;
    private byte[]? _kept;
    private int _start, _end;
    private int _budgeted;

    public readonly int Length => _end - _start;

    public readonly ReadOnlySpan<byte> Span => _kept is null ? new(loop.Buffer + _start, Length) : _kept.AsSpan(_start, Length);

    private readonly int Capacity => _kept?.Length ?? EventLoop.BufferSize;

    public void Consume(int count) => _start += count;

    /// <summary>Receives after the bytes already held.</summary>
    /// <param name="socket">The client's socket.</param>
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

    /// <summary>Makes room to receive more.</summary>
    /// <returns>False when the budget does not allow it.</returns>
    public bool TryMakeRoom() => _end < Capacity || TryMove(_budget, Math.Max(FirstBufferSize, 2 * Length));

    /// <summary>Moves the bytes out of the loop's buffer, because the handler is about to wait.</summary>
    /// <returns>False when the budget does not allow it.</returns>
    public bool TryKeep() => _kept is not null || Length == 0 || TryMove(_budget, Math.Max(FirstBufferSize, Length));

    /// <summary>Moves the bytes of a decided connection to another budget. A buffer that is already its own stays where it is.</summary>
    /// <returns>False if that budget does not allow it. Nothing has changed then.</returns>
    public bool TryHold(ByteBudget budget)
    {
        if (_kept is null) return TryMove(budget, SizeInPool(Length));
        if (!budget.TryTake(_kept.Length)) return false;
        CountTo(budget, _kept.Length);
        return true;
    }

    public void Release()
    {
        if (_kept is not null) ArrayPool<byte>.Shared.Return(_kept);
        (_kept, _start, _end) = (null, 0, 0);
        CountTo(_budget, 0);
    }

    private bool TryMove(ByteBudget budget, int size)
    {
        if (!budget.TryTake(size)) return false;
        CountTo(budget, size); // first, so that the bytes are returned whatever fails below
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Span.CopyTo(larger);
        if (_kept is not null) ArrayPool<byte>.Shared.Return(_kept);
        (_kept, _start, _end) = (larger, 0, Length);
        return true;
    }

    private static int SizeInPool(int length) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, SmallestOfPool));

    private void CountTo(ByteBudget budget, int size)
    {
        _budget.Return(_budgeted);
        (_budget, _budgeted) = (budget, size);
    }
}
