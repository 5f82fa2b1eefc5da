using System.Net;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// The state of one upstream address: its connections, whether connecting fails (passive), and whether checks fail (active). Thread-safe; outlives
/// policy snapshots.
/// </summary>
internal sealed class AddressHealth(IPEndPoint address, UpstreamOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    /// <summary>How long an address is tried last after no local port was left for it.</summary>
    private static readonly TimeSpan WithoutPortsFor = TimeSpan.FromSeconds(1);

    private int _connections;
    private long _lackedPortsAt;
    private int _failuresInARow, _checksInARow;
    private bool _down;
    private long? _ejectedAt;
    private string? _problem;
    private DateTimeOffset? _unhealthySince, _worksSince;

    public IPEndPoint Address { get; } = address;

    /// <summary>The current relayed connections.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Whether it is preferred over unhealthy addresses.</summary>
    public bool IsHealthy
    {
        get
        {
            lock (_lock) return !_down && !IsEjected;
        }
    }

    /// <summary>
    /// Whether no local port was left for it a moment ago. This says nothing about its health, but another address has its own range of ports.
    /// </summary>
    public bool LacksPorts => Volatile.Read(ref _lackedPortsAt) is not 0 and var at && time.GetElapsedTime(at) < WithoutPortsFor;

    public UpstreamAddressStatus Status
    {
        get
        {
            lock (_lock)
            {
                var isHealthy = !_down && !IsEjected;
                return new(Address, Connections, isHealthy, _problem) { Since = isHealthy ? null : _unhealthySince, WorksSince = isHealthy ? _worksSince : null };
            }
        }
    }

    private bool IsEjected => _ejectedAt is { } at && time.GetElapsedTime(at) < options.EjectFor;

    /// <summary>Counts a connection; <see cref="Leave"/> ends it.</summary>
    public void Enter() => Interlocked.Increment(ref _connections);

    public void Leave() => Interlocked.Decrement(ref _connections);

    /// <summary>A client's connection succeeded: clears passive failures, but not the result of checks.</summary>
    public void Connected()
    {
        if (Volatile.Read(ref _failuresInARow) == 0) return;
        lock (_lock)
        {
            _failuresInARow = 0;
            _ejectedAt = null;
            if (_down) return;
            _unhealthySince = null;
            Works();
        }
    }

    /// <summary>A client's connection failed.</summary>
    public void Failed(string problem)
    {
        lock (_lock)
        {
            (_problem, _worksSince) = (problem, null);
            if (++_failuresInARow < options.EjectAfter) return;
            _ejectedAt = time.GetTimestamp();
            _unhealthySince ??= time.GetUtcNow();
        }
    }

    /// <summary>No local port was left for it.</summary>
    public void LackedPorts() => Volatile.Write(ref _lackedPortsAt, time.GetTimestamp());

    /// <summary>Records one active check; <paramref name="problem"/> is null if it succeeded.</summary>
    /// <returns>True if the address has just changed between up and down.</returns>
    public bool Checked(string? problem)
    {
        lock (_lock)
        {
            if (problem is null && !_down && !IsEjected) Works(); // a check that succeeds shows that it works again
            var contradicts = problem is null == _down;
            _checksInARow = contradicts ? _checksInARow + 1 : 0;
            if (_checksInARow < (_down ? options.Up : options.Down)) return false;

            _down = !_down;
            _checksInARow = 0;
            _problem = problem;
            if (_down)
            {
                _unhealthySince ??= time.GetUtcNow();
                _worksSince = null;
            }
            else
            {
                (_failuresInARow, _ejectedAt, _unhealthySince) = (0, null, null);
                Works();
            }

            return true;
        }
    }

    private void Works()
    {
        _problem = null;
        _worksSince ??= time.GetUtcNow();
    }
}

/// <summary>The state of one upstream address, for display.</summary>
/// <param name="Address">The resolved address.</param>
/// <param name="Connections">The current relayed connections.</param>
/// <param name="IsHealthy">Whether it is preferred over unhealthy ones.</param>
/// <param name="Problem">The last failure; null if there was none since it last worked.</param>
public sealed record UpstreamAddressStatus(IPEndPoint Address, int Connections, bool IsHealthy, string? Problem)
{
    /// <summary>Since when it has been unhealthy, without having worked in between; null while it is healthy.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Since when it is known to work, without a failure in between; null while it is unhealthy, and before it has been tried since a failure.</summary>
    public DateTimeOffset? WorksSince { get; init; }
}
