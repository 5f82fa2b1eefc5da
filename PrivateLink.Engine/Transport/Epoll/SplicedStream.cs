namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// Whether one direction is a long stream, and then the pipe that it flows through (splice(2)): the kernel passes pages on instead of copying them. Small
/// messages would pay two calls for one, so a stream that becomes chatty goes back to being copied.
/// </summary>
internal struct SplicedStream
{
    /// <summary>
    /// Large pieces in a row that make a stream. Not full buffers: a loop that is faster than the sender finds less each time, and would copy a stream
    /// for ever that fills no buffer.
    /// </summary>
    private const int LargePiecesInARow = 16;
    private const int LargePiece = 16 * 1024;

    /// <summary>Small pieces in a row that make it a conversation again.</summary>
    private const int SmallPiecesInARow = 8;
    private const int SmallPiece = 8 * 1024;

    private Pipe? _pipe;
    private int _inARow;

    public readonly bool IsOpen => _pipe is not null;

    /// <summary>Bytes in the pipe, at most <see cref="Pipe.Size"/>.</summary>
    public readonly int Held => _pipe?.Held ?? 0;

    /// <summary>So much has been copied.</summary>
    public void Copied(int count, PipePool pipes)
    {
        _inARow = count >= LargePiece && pipes.IsUsable ? _inARow + 1 : 0;
        if (_inARow < LargePiecesInARow) return;
        _inARow = 0;
        _pipe = pipes.TryRent();
    }

    /// <summary>Moves what there is into the empty pipe; back to copying when little comes at a time.</summary>
    public int Fill(int socket)
    {
        var count = _pipe!.Fill(socket);
        _inARow = count is > 0 and < SmallPiece ? _inARow + 1 : 0;
        return count;
    }

    /// <summary>Whether the kernel does not splice this kind of socket; then everything is copied from now on.</summary>
    public bool IsUnsupported(int result, PipePool pipes)
    {
        if (SystemResult.Error(result) is not (Errno.InvalidArgument or Errno.NotImplemented)) return false;
        pipes.GiveUp();
        End(pipes);
        return true;
    }

    /// <summary>Moves what is in the pipe on.</summary>
    public Errno Drain(int socket, PipePool pipes)
    {
        var result = _pipe!.Drain(socket);
        if (_pipe.Held == 0 && _inARow >= SmallPiecesInARow) End(pipes);
        return SystemResult.Error(result);
    }

    public void End(PipePool pipes)
    {
        if (_pipe is { } pipe) pipes.Return(pipe);
        (_pipe, _inARow) = (null, 0);
    }
}
