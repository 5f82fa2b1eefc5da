using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Health;

/// <summary>Whether people can work with the portal: the database answers. Degraded while something saved is not in force yet.</summary>
internal sealed class PortalReadiness(IDbContextFactory<PortalDbContext> contexts, PolicyPublisher publisher) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            _ = await database.PolicyRevisions.AnyAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return HealthCheckResult.Unhealthy(DatabaseErrors.Explain(exception));
        }

        return publisher.Status switch
        {
            { FromDisk: not null, PendingError: { } error } => HealthCheckResult.Unhealthy($"the policy on disk is enforced: {error}"),
            { PendingError: { } error } => HealthCheckResult.Degraded($"saved but not yet enforced: {error}"),
            { HeldBack.Count: > 0 and var count } => HealthCheckResult.Degraded($"openings of {count} resources wait for an administrator"),
            _ => HealthCheckResult.Healthy("the database answers"),
        };
    }
}
