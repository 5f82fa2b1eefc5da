using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Timekeeping;

namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>Deletes links to connections some time after they end. An ended link opens nothing, even before this deletes it.</summary>
public sealed class SharedConnectionUpkeep(IDbContextFactory<PortalDbContext> contexts, TrustedClock clock, TimeProvider time, ILogger<SharedConnectionUpkeep> logger)
    : DatabaseTask("Maintaining shared links", TimeSpan.FromMinutes(5), time, logger)
{
    /// <summary>How long a link stays in the list after it expires.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int MostAtOnce = 200;

    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        // After a clock jump, delete nothing.
        if (last || !await clock.IsTrustedAsync(cancellationToken)) return;
        var before = Time.GetUtcNow().UtcDateTime - Kept;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var old = await context.SharedConnections
            .Where(shared => shared.ExpiresAt < before)
            .OrderBy(shared => shared.ExpiresAt).ThenBy(shared => shared.Id)
            .Select(shared => shared.Id)
            .Take(MostAtOnce)
            .ToListAsync(cancellationToken);
        if (old.Count > 0) await context.SharedConnections.Where(shared => old.Contains(shared.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
