using Microsoft.Extensions.Diagnostics.HealthChecks;
using PrivateLink.Engine;
using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.Health;

/// <summary>
/// Whether connections may be sent to the engine: a policy in force, listeners bound, every event loop running, not draining. The database is no part of it;
/// with a policy in memory the engine enforces without one.
/// </summary>
internal sealed class ProxyReadiness(IPolicySource policy, EngineStatus engine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (engine.IsDraining) return HealthCheckResult.Unhealthy($"draining: new connections are not taken, still open: {engine.OpenConnections}");
        if (engine.Listeners.Count == 0) return HealthCheckResult.Unhealthy("no listener is bound yet");
        if (engine.Transport.LoopsDown > 0)
            return HealthCheckResult.Unhealthy($"an event loop is down ({engine.Transport.LastError}); a part of all connections is lost");
        if (policy.Current is not { } snapshot) return HealthCheckResult.Unhealthy("no policy is loaded; everything would be denied");
        return HealthCheckResult.Healthy($"policy revision {snapshot.Revision}, {engine.Listeners.Count} listeners");
    }
}
