namespace PrivateLink.Engine.Transport;

/// <summary>Whether the transport itself works: an event loop that dies must not be found by its silence. Thread-safe.</summary>
internal sealed class TransportHealth
{
    private readonly Lock _lock = new();
    private int _down, _deaths, _notAccepting;
    private string? _lastError;

    public TransportStatus Status
    {
        get
        {
            lock (_lock) return new(_down, _deaths, _lastError) { PortsNotAccepting = _notAccepting };
        }
    }

    /// <summary>A loop has died.</summary>
    public void Died(Exception error)
    {
        lock (_lock)
        {
            _down++;
            _deaths++;
            _lastError = error.Message;
        }
    }

    /// <summary>A port's share of a loop accepts nobody: no descriptors are left, or something is wrong with the port.</summary>
    public void CannotAccept(Exception error)
    {
        lock (_lock)
        {
            _notAccepting++;
            _lastError = error.Message;
        }
    }

    /// <summary>It accepts again.</summary>
    public void AcceptsAgain()
    {
        lock (_lock) _notAccepting--;
    }

    /// <summary>It runs again.</summary>
    public void Restarted()
    {
        lock (_lock) _down--;
    }
}

/// <summary>The transport at one moment.</summary>
/// <param name="LoopsDown">Event loops that do not run; their connections are lost and their share of new ones waits.</param>
/// <param name="LoopDeaths">How often one has died since the process started; each was restarted, or is being.</param>
/// <param name="LastError">Why one last died or accepted nobody.</param>
public sealed record TransportStatus(int LoopsDown, int LoopDeaths, string? LastError)
{
    /// <summary>Ports of loops that could not accept when they last tried.</summary>
    public int PortsNotAccepting { get; init; }
}
