using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>Limits how many private endpoints a tenant may create, in the wizard or by listing link IDs.</summary>
internal static class PrivateEndpointCeiling
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>An error if the unit of work adds too many. The company's own people have no limit.</summary>
    public static async Task<string?> ErrorAsync(
        PortalDbContext context, Caller caller, Guid tenantId, int added, int most, DateTime now, CancellationToken cancellationToken)
    {
        if (caller.IsCompany || added == 0) return null;

        // Recent ones count even if retired, so that a loop of creating and retiring also meets the ceiling.
        var since = now - Day;
        var there = await context.PrivateEndpoints.CountAsync(
            endpoint => endpoint.TenantId == tenantId && (endpoint.State != PrivateEndpointState.Retired || endpoint.CreatedAt >= since), cancellationToken);
        return there + added <= most ? null : $"A tenant can have {most} private endpoints, and {there} exist. Retire the unused ones, or ask us for more.";
    }
}
