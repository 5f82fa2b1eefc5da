using System.Collections.Immutable;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Counts connections to the hosts that viewers watch, second by second. It adds no cost to the engine. Once a second it reads what is new in
/// <see cref="LiveConnections"/>, once for all viewers. Without viewers it reads nothing. Thread-safe.
/// </summary>
public sealed partial class HostTraffic(LiveConnections log, LinkSights sights, TimeProvider time, ILogger<HostTraffic> logger) : IDisposable
{
    /// <summary>How often it reads and notifies; people cannot read faster.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How many of the newest kept connections to count at the start.</summary>
    private const int MostKept = 2_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<HostWatch, HostSums> _hosts = [];
    private readonly ILogger _logger = logger;
    private ImmutableArray<Watcher> _watchers = [];
    private ITimer? _timer;
    private long _head;

    /// <summary>
    /// Starts to count the connections to hosts. Calls back after changes, at most once a second, on any thread. Dispose the result to stop.
    /// </summary>
    [Requires(Permission.ViewConnections)]
    public IDisposable Watch(Caller caller, IReadOnlyCollection<HostWatch> hosts, Action changed)
    {
        caller.Demand(Permission.ViewConnections);
        var watcher = new Watcher(this, [.. hosts.Distinct()], changed);
        lock (_lock)
        {
            foreach (var host in watcher.Hosts)
            {
                if (_hosts.TryGetValue(host, out var sums)) sums.Watchers++;
                else _hosts.Add(host, Begin(host));
            }

            _watchers = _watchers.Add(watcher);
            _timer ??= time.CreateTimer(_ => Tick(), null, Interval, Interval);
        }

        return watcher;
    }

    /// <summary>
    /// The connections to a watched host, as the caller may see them, newest first. Empty if the host is not watched or belongs to another tenant.
    /// </summary>
    [Requires(Permission.ViewConnections)]
    public IReadOnlyList<HostTrafficRow> Read(Caller caller, HostWatch host)
    {
        caller.Demand(Permission.ViewConnections);
        var sight = sights.Known(caller);
        var now = time.GetUtcNow();
        lock (_lock)
            return !_hosts.TryGetValue(host, out var sums) ? [] :
            [
                .. from kind in sums.Kinds
                   where caller.Sees(kind.Newest.Decision.TenantId)
                   orderby kind.Last descending
                   select HostTrafficRow.Of(sight.Show(kind.Newest), kind, now),
            ];
    }

    public void Dispose() => _timer?.Dispose();

    private HostSums Begin(HostWatch host)
    {
        var sums = new HostSums();
        var (entries, head) = log.EntriesSince(entry => Matches(host, entry), after: 0, MostKept);
        foreach (var entry in entries.Reverse()) sums.Add(entry);
        (sums.Head, sums.Watchers) = (head, 1);
        return sums;
    }

    private static bool Matches(HostWatch host, ConnectionEntry entry) => entry.Decision.ResourceId == host.ResourceId && !(entry.Decision.Time < host.Since);

    /// <summary>Reads new connections, and notifies viewers of hosts that had some or have just become quiet.</summary>
    private void Tick()
    {
        var changed = new HashSet<HostWatch>();
        lock (_lock)
        {
            var resources = _hosts.Keys.Select(host => host.ResourceId).ToHashSet();
            var (entries, head) = log.EntriesSince(entry => entry.Decision.ResourceId is { } resource && resources.Contains(resource), _head, int.MaxValue);
            _head = head;
            var news = entries.Reverse().ToLookup(entry => entry.Decision.ResourceId);
            var now = time.GetUtcNow();
            foreach (var (host, sums) in _hosts)
            {
                foreach (var entry in news[host.ResourceId])
                    if (entry.Sequence > sums.Head && Matches(host, entry)) sums.Add(entry);
                if (sums.IsOtherwise(now)) changed.Add(host);
            }
        }

        foreach (var watcher in _watchers)
            if (watcher.Hosts.Any(changed.Contains)) Tell(watcher);
    }

    private void Tell(Watcher watcher)
    {
        try
        {
            watcher.Changed();
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    private void End(Watcher watcher)
    {
        lock (_lock)
        {
            if (!_watchers.Contains(watcher)) return;
            _watchers = _watchers.Remove(watcher);
            foreach (var host in watcher.Hosts)
                if (--_hosts[host].Watchers == 0) _hosts.Remove(host);
            if (_watchers.Length > 0) return;
            _timer?.Dispose();
            _timer = null;
        }
    }

    [LoggerMessage(2023, LogLevel.Error, "A live diagram failed to refresh")]
    private partial void LogFailed(Exception exception);

    private sealed class Watcher(HostTraffic owner, IReadOnlyList<HostWatch> hosts, Action changed) : IDisposable
    {
        public IReadOnlyList<HostWatch> Hosts => hosts;

        public Action Changed => changed;

        public void Dispose() => owner.End(this);
    }
}
