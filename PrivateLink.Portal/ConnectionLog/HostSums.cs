using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Counts the connections to one host, by kind. Not thread-safe.</summary>
internal sealed class HostSums
{
    /// <summary>The most kinds to keep; beyond that, the kinds seen longest ago are dropped.</summary>
    public const int MostKinds = 64;

    private readonly Dictionary<(Verdict, Reason, LinkId?, string, SourceNetwork?), HostTrafficKind> _kinds = [];
    private bool _hasNews;
    private DateTimeOffset _quietAt;

    public int Watchers { get; set; }

    /// <summary>The position that was counted at the start: everything up to it is included.</summary>
    public long Head { get; set; }

    public IEnumerable<HostTrafficKind> Kinds => _kinds.Values;

    public void Add(ConnectionEntry entry)
    {
        var decision = entry.Decision;
        var address = decision.Source ?? (decision.HeaderDuration is null ? decision.Peer : null);
        var network = address is { } client ? SourceNetwork.Of(client) : (SourceNetwork?)null;
        var key = (decision.Verdict, decision.Reason, decision.LinkId, decision.Listener, network);
        if (!_kinds.TryGetValue(key, out var kind))
        {
            if (_kinds.Count == MostKinds) _kinds.Remove(_kinds.MinBy(each => each.Value.Last).Key);
            _kinds.Add(key, kind = new HostTrafficKind(network?.ToString()));
        }

        kind.Add(entry);
        _hasNews = true;
        _quietAt = decision.Time + HostTrafficKind.Window + TimeSpan.FromSeconds(2);
    }

    /// <summary>Whether a viewer would see a change: a new connection, or a falling rate.</summary>
    public bool IsOtherwise(DateTimeOffset now)
    {
        var isOtherwise = _hasNews || now <= _quietAt;
        _hasNews = false;
        return isOtherwise;
    }
}

/// <summary>One kind of connection to a host. Not thread-safe.</summary>
/// <param name="network">The network of the client; null if it is not known.</param>
internal sealed class HostTrafficKind(string? network)
{
    private const int Seconds = 5;

    /// <summary>The period over which a rate is measured.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(Seconds);

    private readonly (long Second, int Count)[] _seconds = new (long, int)[Seconds + 3];

    public string? Network => network;

    /// <summary>The newest connection of the kind, which decides what may be shown.</summary>
    public ConnectionEntry Newest { get; private set; } = null!;

    public long Count { get; private set; }

    public DateTimeOffset Last { get; private set; }

    public void Add(ConnectionEntry entry)
    {
        Newest = entry;
        Count++;
        var at = entry.Decision.Time;
        if (at > Last) Last = at;
        ref var slot = ref _seconds[at.ToUnixTimeSeconds() % _seconds.Length];
        slot = slot.Second == at.ToUnixTimeSeconds() ? (slot.Second, slot.Count + 1) : (at.ToUnixTimeSeconds(), 1);
    }

    /// <summary>Connections per second, over the last whole seconds.</summary>
    public double PerSecond(DateTimeOffset now)
    {
        var running = now.ToUnixTimeSeconds();
        return (double)_seconds.Where(slot => slot.Second < running && slot.Second >= running - Seconds).Sum(slot => slot.Count) / Seconds;
    }
}
