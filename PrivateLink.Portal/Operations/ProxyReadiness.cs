using Microsoft.Extensions.Diagnostics.HealthChecks;
using PrivateLink.Engine;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Operations;

/// <summary>
/// Whether the engine is ready for connections: it has a policy in force, its listeners are bound, every event loop runs, and it does not drain. The
/// database does not matter, because the engine enforces the policy in memory. Anyone may call this, so system errors and file names appear only in
/// the log and on the pages.
/// </summary>
internal sealed class ProxyReadiness(IPolicySource policy, PolicyPublisher publisher, EngineStatus engine, BackgroundWork background, TimeProvider time) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (engine.IsDraining) return HealthCheckResult.Unhealthy($"draining: no new connections are accepted; still open: {engine.OpenConnections}");
        if (engine.IsLameDuck) return HealthCheckResult.Unhealthy("stopping: new connections are accepted for a moment only; send them elsewhere");
        if (engine.Listeners.Count == 0) return HealthCheckResult.Unhealthy("no listener is bound yet");
        if (engine.Transport.LoopsDown > 0) return HealthCheckResult.Unhealthy("an event loop is down; some connections are lost");
        if (engine.Transport.PortsNotAccepting > 0) return HealthCheckResult.Unhealthy("a port cannot accept connections; it is retried");
        if (policy.Current is not { } snapshot) return HealthCheckResult.Unhealthy("no policy is loaded; everything would be denied");

        var ready = $"policy revision {snapshot.Revision}, {engine.Listeners.Count} listeners";
        return publisher.Status switch
        {
            { FromDisk: { } compiled } status => HealthCheckResult.Degraded($"{ready}; from disk, {Age(compiled)} old; the database has not been read yet{(status.Damage.Count > 0 ? "; what is on disk is damaged" : "")}"),
            { Doubt: { } doubt } => HealthCheckResult.Degraded($"{ready}; {WordsOf(doubt)} and is not applied"),
            { NotOnDisk: not null } => HealthCheckResult.Degraded($"{ready}; the policy in force is not on disk"),
            { DiskShort: not null } => HealthCheckResult.Degraded($"{ready}; the disk is full, so the policy cannot be stored"),
            _ when snapshot.Count == 0 => HealthCheckResult.Degraded($"{ready}; no host is protected yet, and every connection is denied"),
            _ when background.Failing is { Count: > 0 } failing => HealthCheckResult.Degraded($"{ready}; {BackgroundText.Of(failing)}"),
            _ when engine.OwnFaults is [var fault, ..] => HealthCheckResult.Degraded($"{ready}; this engine cannot connect to upstreams: {fault.Fault.Meaning()}"),
            _ => HealthCheckResult.Healthy(ready),
        };
    }

    internal static string WordsOf(DatabaseDoubt doubt) =>
        doubt == DatabaseDoubt.Another ? "the policy was built from a different database" : "the database lacks revisions that were in force";

    private string Age(DateTimeOffset compiled) => (time.GetUtcNow() - compiled) switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalHours: < 1 } age => $"{(int)age.TotalMinutes} min",
        { TotalDays: < 1 } age => $"{(int)age.TotalHours} h",
        var age => $"{(int)age.TotalDays} days",
    };
}
