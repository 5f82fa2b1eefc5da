using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Engine.Forwarding;

/// <summary>One host name with its last answer. At most one lookup runs at a time. Thread-safe.</summary>
internal sealed class ResolvedHost(string host, NameLookup lookup, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private volatile IPAddress[] _addresses = [];
    private Task _asking = Task.CompletedTask;
    private long? _askedAt;

    /// <summary>The last answer; empty before the first one.</summary>
    public IReadOnlyList<IPAddress> Addresses => _addresses;

    /// <summary>
    /// Starts a lookup if the last answer is old and none is running. The task completes with the lookup, whatever its result, and never fails.
    /// </summary>
    public Task RefreshAsync()
    {
        lock (_lock)
        {
            if (!_asking.IsCompleted || IsFresh) return _asking;
            _askedAt = time.GetTimestamp();
            return _asking = Task.Run(AskAsync);
        }
    }

    private bool IsFresh => _addresses.Length > 0 && _askedAt is { } at && time.GetElapsedTime(at) < Freshness;

    private async Task AskAsync()
    {
        try
        {
            if (await lookup(host) is { Length: > 0 } answer) _addresses = answer;
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            // The lookup failed, or the name is invalid: keep the known addresses.
        }
    }
}
