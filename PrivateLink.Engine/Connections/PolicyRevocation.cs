using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Policy;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// After a change of policy, looks again at the open connections of the resources it touched, and ends those that would now be denied.
/// Changes that come faster than it looks are taken together.
/// </summary>
internal sealed class PolicyRevocation(IPolicySource policies, ConnectionRegistry registry, TimeProvider time, ILogger<PolicyRevocation> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _changed = new(0);
    private HashSet<Guid> _touched = [];
    private bool _all;
    private bool _pending;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        policies.Changed += OnChanged;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        policies.Changed -= OnChanged;
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _changed.WaitAsync(stoppingToken);
            Look();
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private void OnChanged(PolicyChange change)
    {
        lock (_lock)
        {
            if (change.Touched is { } touched) _touched.UnionWith(touched);
            else _all = true;
            if (_pending) return;
            _pending = true;
        }

        _changed.Release();
    }

    private void Look()
    {
        HashSet<Guid> touched;
        bool all;
        lock (_lock)
        {
            (touched, all) = (_touched, _all);
            (_touched, _all, _pending) = ([], false, false);
        }

        var snapshot = policies.Current;
        var ended = registry.Open.Count(story => (all || touched.Contains(story.ResourceId)) && story.EndIfDeniedBy(snapshot));
        if (ended > 0) EngineLog.Revoked(logger, snapshot?.Revision ?? 0, ended);
    }
}
