namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// Detects whether one direction is a long stream, and then moves it through a pipe (splice(2)). The kernel passes pages on instead of copying them.
/// Small messages would need two calls instead of one, so a stream that turns into small messages is copied again.
/// </summary>
internal struct SplicedStream
{
    /// <summary>
    /// How many large reads in a row make a stream. Full buffers are not required: a loop faster than the sender never fills one, and would copy the
    /// stream for ever.
    /// </summary>
    private const int LargePiecesInARow = 16;
    private const int LargePiece = 16 * 1024;

    /// <summary>How many small reads in a row end the stream.</summary>
    private const int SmallPiecesInARow = 8;
    private const int SmallPiece = 8 * 1024;

    private Pipe? _pipe;
    private int _inARow;

    public readonly bool IsOpen => _pipe is not null;

    /// <summary>Bytes in the pipe, at most <see cref="Pipe.Size"/>.</summary>
    public readonly int Held => _pipe?.Held ?? 0;

    /// <summary>Records a copied read, and rents a pipe if the direction has become a stream.</summary>
    public void Copied(int count, PipePool pipes)
    {
        _inARow = count >= LargePiece && pipes.IsUsable ? _inARow + 1 : 0;
        if (_inARow < LargePiecesInARow) return;
        _inARow = 0;
        _pipe = pipes.TryRent();
    }

    /// <summary>Moves available bytes into the empty pipe.</summary>
    public int Fill(int socket)
    {
        var count = _pipe!.Fill(socket);
        _inARow = count is > 0 and < SmallPiece ? _inARow + 1 : 0;
        return count;
    }

    /// <summary>Whether the kernel cannot splice this kind of socket. If so, everything is copied from now on.</summary>
    public bool IsUnsupported(int result, PipePool pipes)
    {
        if (SystemResult.Error(result) is not (Errno.InvalidArgument or Errno.NotImplemented)) return false;
        pipes.GiveUp();
        End(pipes);
        return true;
    }

    /// <summary>Moves the pipe's bytes to the receiver. Ends the stream if it has turned into small messages.</summary>
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
