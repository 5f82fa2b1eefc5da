namespace PrivateLink.Engine.Transport;

/// <summary>Whether the transport works, so that a failed event loop is reported and does not just go silent. Thread-safe.</summary>
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

    /// <summary>A loop has failed.</summary>
    public void Died(Exception error)
    {
        lock (_lock)
        {
            _down++;
            _deaths++;
            _lastError = error.Message;
        }
    }

    /// <summary>A port cannot accept connections on one loop: no descriptors are left, or the port has failed.</summary>
    public void CannotAccept(Exception error)
    {
        lock (_lock)
        {
            _notAccepting++;
            _lastError = error.Message;
        }
    }

    /// <summary>A port accepts connections again.</summary>
    public void AcceptsAgain()
    {
        lock (_lock) _notAccepting--;
    }

    /// <summary>A failed loop runs again.</summary>
    public void Restarted()
    {
        lock (_lock) _down--;
    }
}

/// <summary>The state of the transport at one moment.</summary>
/// <param name="LoopsDown">The event loops that do not run. Their connections are lost, and their share of new ones waits.</param>
/// <param name="LoopDeaths">The failures of event loops since the process started. Each loop was restarted, or is being restarted.</param>
/// <param name="LastError">Why a loop last failed, or could not accept.</param>
public sealed record TransportStatus(int LoopsDown, int LoopDeaths, string? LastError)
{
    /// <summary>The ports, counted per loop, that could not accept at their last attempt.</summary>
    public int PortsNotAccepting { get; init; }
}
