namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>The pipes of one loop. Created when needed, kept for the next stream, and bounded, since each takes two descriptors.</summary>
internal sealed class PipePool(int maximum) : IDisposable
{
    private readonly Stack<Pipe> _idle = new();
    private int _open;

    /// <summary>False once the kernel has refused to splice.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>A pipe; null if all are in use or none can be created. The stream is then copied.</summary>
    public Pipe? TryRent()
    {
        if (_idle.TryPop(out var idle)) return idle;
        if (!IsUsable || _open >= maximum || Pipe.TryCreate() is not { } pipe) return null;
        _open++;
        return pipe;
    }

    /// <summary>Takes a pipe back. A pipe that still holds bytes is closed, so that they never reach another connection.</summary>
    public void Return(Pipe pipe)
    {
        if (pipe.Held == 0 && IsUsable)
        {
            _idle.Push(pipe);
            return;
        }

        pipe.Dispose();
        _open--;
    }

    public void GiveUp()
    {
        IsUsable = false;
        Dispose();
    }

    public void Dispose()
    {
        while (_idle.TryPop(out var pipe))
        {
            pipe.Dispose();
            _open--;
        }
    }
}

/// <summary>A pipe between two sockets, with the number of bytes in it.</summary>
internal sealed unsafe class Pipe(int readEnd, int writeEnd) : IDisposable
{
    /// <summary>
    /// The size of a pipe, and so the most that a direction moves or holds at a time. With the kernel's default of 64 KiB, splicing is no cheaper
    /// than copying; eight times that halves the cost of a stream.
    /// </summary>
    public const int Size = 512 * 1024;

    public int Held { get; private set; }

    /// <returns>Null if no descriptor is left, or if the kernel allows this user no pipe of that size (fs.pipe-user-pages-soft).</returns>
    public static Pipe? TryCreate()
    {
        var ends = stackalloc int[2];
        if (SystemCalls.CreatePipe(ends) < 0) return null;
        var pipe = new Pipe(ends[0], ends[1]);
        if (SystemCalls.ResizePipe(ends[0], Size) >= Size) return pipe;
        pipe.Dispose();
        return null;
    }

    public int Fill(int socket)
    {
        var count = SystemCalls.Splice(socket, writeEnd, Size);
        if (count > 0) Held += count;
        return count;
    }

    public int Drain(int socket)
    {
        var count = SystemCalls.Splice(readEnd, socket, Held);
        if (count > 0) Held -= count;
        return count;
    }

    public void Dispose()
    {
        SystemCalls.Close(readEnd);
        SystemCalls.Close(writeEnd);
    }
}
