using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Policy;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// After a policy change, re-evaluates the open connections of the affected resources and ends those that the policy now denies. Changes in quick
/// succession are handled together.
/// </summary>
internal sealed class PolicyRevocation(IPolicySource policies, ConnectionRegistry registry, TimeProvider time, ILogger<PolicyRevocation> logger)
    : SupervisedService(time, logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
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

    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

    protected override IEnumerable<BackgroundLoop> Loops => [new("Ending connections that the policy no longer admits", RevokeAsync)];

    private async Task RevokeAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _changed.WaitAsync(stoppingToken);
            Look();
            await Task.Delay(Pause, _time, stoppingToken);
        }
    }

    /// <summary>If evaluation fails, the connection ends, because the policy may now deny it. The failure does not stop the evaluation of the others.</summary>
    private bool EndIfDenied(ConnectionStory story, PolicySnapshot? snapshot)
    {
        try
        {
            return story.EndIfDeniedBy(snapshot);
        }
        catch (Exception error)
        {
            story.Connection.Abort(CloseReason.InternalError);
            LogGuard.Try(() => EngineLog.ConnectionFailed(_logger, error, story.Id));
            return false;
        }
    }

    /// <summary>After a failure, every connection is checked again: the set of affected resources is already taken, and the progress is lost.</summary>
    private void LookAgainAtAll()
    {
        lock (_lock)
        {
            _all = true;
            if (_pending) return;
            _pending = true;
        }

        _changed.Release();
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

        try
        {
            var snapshot = policies.Current;
            var ended = registry.Open.Count(story => (all || touched.Contains(story.ResourceId)) && EndIfDenied(story, snapshot));
            if (ended > 0) LogGuard.Try(() => EngineLog.Revoked(_logger, snapshot?.Revision ?? 0, ended));
        }
        catch
        {
            LookAgainAtAll();
            throw;
        }
    }
}
