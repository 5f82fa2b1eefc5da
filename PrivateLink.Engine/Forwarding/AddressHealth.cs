using System.Net;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// What is known about one upstream address: how many connections it has, whether connecting fails (passive), whether the checks fail
/// (active). Thread-safe; outlives policy snapshots.
/// </summary>
internal sealed class AddressHealth(IPEndPoint address, UpstreamOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    /// <summary>For how long an address is tried after the others when no port was left towards it.</summary>
    private static readonly TimeSpan WithoutPortsFor = TimeSpan.FromSeconds(1);

    private int _connections;
    private long _lackedPortsAt;
    private int _failuresInARow, _checksInARow;
    private bool _down;
    private long? _ejectedAt;
    private string? _problem;

    public IPEndPoint Address { get; } = address;

    /// <summary>Relayed connections it has right now.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Whether it should be used while another one can be.</summary>
    public bool IsHealthy
    {
        get
        {
            lock (_lock) return !_down && !IsEjected;
        }
    }

    /// <summary>Whether a moment ago no local port was left towards it. That says nothing about its health, but another address has ports of its own.</summary>
    public bool LacksPorts => Volatile.Read(ref _lackedPortsAt) is not 0 and var at && time.GetElapsedTime(at) < WithoutPortsFor;

    public UpstreamAddressStatus Status
    {
        get
        {
            lock (_lock) return new(Address, Connections, !_down && !IsEjected, _problem);
        }
    }

    private bool IsEjected => _ejectedAt is { } at && time.GetElapsedTime(at) < options.EjectFor;

    /// <summary>A connection begins; given back with <see cref="Leave"/>.</summary>
    public void Enter() => Interlocked.Increment(ref _connections);

    public void Leave() => Interlocked.Decrement(ref _connections);

    /// <summary>A client's connection was made: whatever was held against the address is forgotten, but not the checks.</summary>
    public void Connected()
    {
        if (Volatile.Read(ref _failuresInARow) == 0) return;
        lock (_lock)
        {
            _failuresInARow = 0;
            _ejectedAt = null;
            if (!_down) _problem = null;
        }
    }

    /// <summary>A client's connection could not be made.</summary>
    public void Failed(string problem)
    {
        lock (_lock)
        {
            _problem = problem;
            if (++_failuresInARow >= options.EjectAfter) _ejectedAt = time.GetTimestamp();
        }
    }

    /// <summary>No local port was left towards it.</summary>
    public void LackedPorts() => Volatile.Write(ref _lackedPortsAt, time.GetTimestamp());

    /// <summary>The outcome of one active check; null when it succeeded.</summary>
    /// <returns>True when the address has just changed between up and down.</returns>
    public bool Checked(string? problem)
    {
        lock (_lock)
        {
            var contradicts = problem is null == _down;
            _checksInARow = contradicts ? _checksInARow + 1 : 0;
            if (_checksInARow < (_down ? options.Up : options.Down)) return false;

            _down = !_down;
            _checksInARow = 0;
            _problem = problem;
            if (!_down) (_failuresInARow, _ejectedAt) = (0, null);
            return true;
        }
    }
}

/// <summary>One upstream address, as operations see it.</summary>
/// <param name="Address">The resolved address.</param>
/// <param name="Connections">Relayed connections it has right now.</param>
/// <param name="IsHealthy">Whether it is preferred over unhealthy ones.</param>
/// <param name="Problem">What last went wrong; null when nothing did since it was well.</param>
public sealed record UpstreamAddressStatus(IPEndPoint Address, int Connections, bool IsHealthy, string? Problem);
