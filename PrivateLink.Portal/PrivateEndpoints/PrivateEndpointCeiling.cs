using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>How many private endpoints a tenant may make, whether by the wizard or by listing link IDs.</summary>
internal static class PrivateEndpointCeiling
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>A sentence when the ones that the unit of work adds are too many. The company's own people are not held up.</summary>
    public static async Task<string?> ErrorAsync(
        PortalDbContext context, Caller caller, Guid tenantId, int added, int most, DateTime now, CancellationToken cancellationToken)
    {
        if (caller.IsCompany || added == 0) return null;

        // Anyone who makes and retires them in a loop meets the ceiling too.
        var since = now - Day;
        var there = await context.PrivateEndpoints.CountAsync(
            endpoint => endpoint.TenantId == tenantId && (endpoint.State != PrivateEndpointState.Retired || endpoint.CreatedAt >= since), cancellationToken);
        return there + added <= most ? null : $"A tenant can have {most} private endpoints, and {there} exist. Retire the unused ones, or ask us for more.";
    }
}
