using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>
/// Adds observations to those in the database. Several engines may see the same link at once, so it does not read, change and save. The database
/// itself adds, and one transaction stores a portion together with its progress.
/// </summary>
public sealed partial class ObservationStore(
    IDbContextFactory<PortalDbContext> contexts, ListenerServices services, RecordStore records, TimeProvider time, ILogger<ObservationStore> logger)
{
    /// <summary>The newest claim names to keep for a link. A person needs one; invented names must not fill the database.</summary>
    public const int ClaimsOfOneLink = 50;

    internal async Task WriteAsync(ReportRun run, ObservedThings seen, CancellationToken cancellationToken)
    {
        var refused = await Halving.WriteTogetherAsync(
            [.. seen.All],
            (some, isKept) => WriteAsync(run, some, isKept ? seen.Through : null, cancellationToken),
            () => records.IsTakingAsync(cancellationToken));
        foreach (var (thing, why) in refused) LogRefused(why, thing.Key.LinkId.Cloud, thing.Value.Connections);
    }

    /// <param name="run">The process that reports.</param>
    /// <param name="seen">The observations.</param>
    /// <param name="through">The progress to store with them; null for a trial that keeps nothing.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    private async Task WriteAsync(ReportRun run, IReadOnlyList<KeyValuePair<ObservedThing, ObservedTimes>> seen, long? through, CancellationToken cancellationToken)
    {
        var rows = new ObservedRows(services);
        foreach (var (thing, what) in seen) rows.Add(thing, what);

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            if (through is { } all && !await run.TryMoveAsync(context, SumKind.Observations, all, time.GetUtcNow().UtcDateTime, cancellationToken)) return;
            await new ObservationTable<LinkObservation>(context).AddAsync(rows.Links, cancellationToken);
            await new ObservationTable<ResourceObservation>(context).AddAsync(rows.Resources, cancellationToken);
            await new ObservationTable<ClaimObservation>(context).AddAsync(rows.Claims, cancellationToken);
            foreach (var link in rows.Claims.Select(claim => new LinkKey(claim.Cloud, claim.Service, claim.LinkId)).Distinct()) await KeepNewestAsync(context, link, cancellationToken);
            if (through is null) await transaction.RollbackAsync(cancellationToken);
            else await transaction.CommitAsync(cancellationToken);
        });
    }

    private static async Task KeepNewestAsync(PortalDbContext context, LinkKey link, CancellationToken cancellationToken)
    {
        var claims = context.ClaimObservations.Where(claim => claim.LinkId == link.LinkId && claim.Cloud == link.Cloud && claim.Service == link.Service);
        var newest = claims.OrderByDescending(claim => claim.LastSeen).ThenByDescending(claim => claim.Id).Take(ClaimsOfOneLink).Select(claim => claim.Id);
        await claims.Where(claim => !newest.Contains(claim.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(2047, LogLevel.Error, "The database rejects one observation of a link of {Cloud} ({Connections} connections) and accepts all others")]
    private partial void LogRefused(Exception exception, Protocol.Links.CloudProvider cloud, long connections);
}
