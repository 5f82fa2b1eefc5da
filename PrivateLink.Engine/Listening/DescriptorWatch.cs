using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Descriptors;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Engine.Listening;

/// <summary>
/// Counts the descriptors that belong to no connection from time to time, and limits connections to the rest. The process holds several hundred when
/// idle, and more with pages, exports and database connections. A limit that ignored them would fail in accept, or break the pages.
/// </summary>
internal sealed class DescriptorWatch(ConnectionLimiter limiter, UpstreamHealth upstreams, HostSockets host, TimeProvider time, ILogger<DescriptorWatch> logger)
    : SupervisedService(time, logger)
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5);

    /// <summary>The pause after each count, as a multiple of its duration. Counting a million takes a while, and may use at most 0.5 % of the time.</summary>
    private const int RestPerCount = 200;

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private bool _isTight;
    private volatile int _open, _limit;

    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

    /// <inheritdoc/>
    protected override IEnumerable<BackgroundLoop> Loops => [new("Counting descriptors", CountAgainAndAgainAsync)];

    /// <summary>The open descriptors as last counted; 0 if the system does not report them.</summary>
    public int Open => _open;

    /// <summary>The limit of the process; 0 if the system does not report one.</summary>
    public int Limit => _limit;

    /// <summary>Sets the limit before the engine accepts anything.</summary>
    /// <exception cref="EngineStartException">The limit is too low to work with.</exception>
    public void Begin()
    {
        if (DescriptorLimit.Raise() is not { } limit) return;
        if (new DescriptorBudget(limit).Problem is { } problem) throw new EngineStartException(problem);
        Look(limit);
    }

    private async Task CountAgainAndAgainAsync(CancellationToken stopping)
    {
        if (DescriptorLimit.Raise() is not { } limit) return;
        while (true)
        {
            var began = _time.GetTimestamp();
            Look(limit);
            var rest = _time.GetElapsedTime(began) * RestPerCount;
            await Task.Delay(rest > Often ? rest : Often, _time, stopping);
        }
    }

    private void Look(int limit)
    {
        var budget = new DescriptorBudget(limit);
        var sockets = limiter.Open + upstreams.Connections + host.Open; // each of these has a share of its own
        _limit = limit;
        if (DescriptorLimit.CountOpen() is { } open)
        {
            _open = open;
            var others = open - sockets;
            limiter.Allow(budget.ConnectionsBeside(others));
            TellWhen(others > limit - budget.Reserve, others, limit);
        }
        else
        {
            _open = limit;
            limiter.Allow(limiter.Open); // no descriptor is left even to count with
            TellWhen(true, limit - sockets, limit);
        }
    }

    private void TellWhen(bool isTight, int others, int limit)
    {
        if (isTight && !_isTight) LogGuard.Try(() => EngineLog.FewDescriptors(_logger, others, limit));
        _isTight = isTight;
    }
}
