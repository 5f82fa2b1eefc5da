using Microsoft.Extensions.Diagnostics.HealthChecks;
using PrivateLink.Engine.Background;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.Succession;
using PrivateLink.Portal.Timekeeping;

namespace PrivateLink.Portal.Operations;

/// <summary>
/// Whether people can work with the portal: the database answers and accepts writes. Degraded while a saved change is not in force. Anyone may call
/// this, so database errors appear only in the log and on the pages.
/// </summary>
internal sealed class PortalReadiness(
    DatabaseHealth database, DatabaseState state, PolicyPublisher publisher, TrustedClock clock, BackgroundWork background, AuditWatch audit,
    RecordWriter records, SettingsInForce settings, SuccessionState succession) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await database.LookAsync(cancellationToken);
        if (state.Away is not null) return HealthCheckResult.Unhealthy("the database does not answer");
        if (state.ReadOnly is not null) return HealthCheckResult.Unhealthy("the database answers, but nothing can be saved");

        return publisher.Status switch
        {
            { FromDisk: not null, PendingError: not null } => HealthCheckResult.Unhealthy("the policy on disk is enforced; the database does not answer"),
            _ when state.Full is not null => HealthCheckResult.Degraded("the disk of the database is full: connections cannot be stored, small changes may still be saved"),
            { PendingError: not null } => HealthCheckResult.Degraded("the last saved change is not enforced yet"),
            // This comes first, because it also explains the problem with the log.
            { Doubt: { } doubt, HeldBack.Count: var count } => HealthCheckResult.Degraded($"{ProxyReadiness.WordsOf(doubt)}; changes to {count} resources are waiting for an administrator"),
            _ when audit.Problem is { } problem => HealthCheckResult.Degraded(problem),
            { HeldBack.Count: > 0 and var count } => HealthCheckResult.Degraded($"changes to {count} resources are waiting for an administrator"),
            _ when clock.Problem is not null => HealthCheckResult.Degraded("the clock is implausibly far ahead; nothing is deleted or expires automatically"),
            _ when records.SharesItsNumber => HealthCheckResult.Degraded("another engine has the same Engine:NodeNumber; both lose connections from the log"),
            _ when state.IsAlmostFull => HealthCheckResult.Degraded("the disk of the database is almost full"),
            _ when settings.Difference.Problems is { Count: > 0 } => HealthCheckResult.Degraded("the changed settings have problems, so the old ones stay in force; see the log"),
            _ when succession.Failure is not null => HealthCheckResult.Degraded("the last upgrade failed, and the old process goes on; see the log"),
            _ when background.Failing is { Count: > 0 } failing => HealthCheckResult.Degraded(BackgroundText.Of(failing)),
            _ => HealthCheckResult.Healthy("the database answers"),
        };
    }
}
