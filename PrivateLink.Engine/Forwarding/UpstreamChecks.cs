using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Descriptors;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Checks every upstream address of the policy in force, each at its own pace. Starts checks for new addresses and stops them for removed ones.
/// </summary>
internal sealed class UpstreamChecks(
    IPolicySource policies,
    AddressResolver resolver,
    UpstreamHealth health,
    UpstreamProbe probe,
    OwnFaults faults,
    IOptions<EngineOptions> options,
    TimeProvider time,
    ILogger<UpstreamChecks> logger) : SupervisedService(time, logger)
{
    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private readonly CheckLanes _lanes = new(new DescriptorBudget(DescriptorLimit.Raise() ?? int.MaxValue).Checks);
    private readonly Dictionary<IPEndPoint, CancellationTokenSource> _checked = [];
    private PolicySnapshot? _listed;
    private IReadOnlyList<Upstream> _upstreams = [];

    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

    protected override IEnumerable<BackgroundLoop> Loops => [new("Checking upstream addresses", ListAgainAndAgainAsync)];

    public override void Dispose()
    {
        base.Dispose();
        foreach (var check in _checked.Values) check.Dispose();
        _lanes.Dispose();
    }

    private async Task ListAgainAndAgainAsync(CancellationToken stoppingToken)
    {
        var interval = options.Value.Upstreams.CheckInterval;
        if (interval <= TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) List(interval, stoppingToken);
    }

    private void List(TimeSpan interval, CancellationToken stopping)
    {
        var addresses = new HashSet<IPEndPoint>();
        foreach (var upstream in Upstreams()) addresses.UnionWith(resolver.Known(upstream));
        foreach (var gone in _checked.Keys.Where(address => !addresses.Contains(address)).ToList())
        {
            _checked.Remove(gone, out var check);
            check!.Cancel();
            check.Dispose();
        }

        health.Keep(addresses);
        foreach (var address in addresses)
            if (!_checked.ContainsKey(address)) Begin(address, interval, stopping);
    }

    private void Begin(IPEndPoint address, TimeSpan interval, CancellationToken stopping)
    {
        var gone = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _checked.Add(address, gone);
        _ = new AddressCheck(health.Of(address), probe, _lanes, faults, options.Value.Timeouts, interval, _time, _logger).RunAsync(gone.Token);
    }

    private IReadOnlyList<Upstream> Upstreams()
    {
        var current = policies.Current;
        if (ReferenceEquals(current, _listed)) return _upstreams;
        _listed = current;
        return _upstreams = [.. (current?.Resources ?? []).Select(static resource => resource.Upstream).DistinctBy(static upstream => upstream.Id)];
    }
}
