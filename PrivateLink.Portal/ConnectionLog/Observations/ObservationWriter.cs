using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>Writes what was seen of links into the database, twice a second: a person in the wizard waits for it.</summary>
public sealed class ObservationWriter(
    LinkWatch watch,
    ListenerServices services,
    IDbContextFactory<PortalDbContext> contexts,
    ObservationSignal signal,
    TimeProvider time,
    ILogger<ObservationWriter> logger)
    : DatabaseTask("Writing observations of links", TimeSpan.FromMilliseconds(500), time, logger)
{
    /// <summary>The newest claim names of a link: a person needs one, and inventing names must not fill the database.</summary>
    public const int ClaimsOfOneLink = 50;

    /// <summary>Few enough for one query's list of parameters.</summary>
    private const int ChunkSize = 500;

    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        var seen = watch.TakeAll();
        var isNews = seen.All.Count > 0;
        try
        {
            await WriteAsync<LinkObservation>(seen, thing => thing.IsLink, FindOrAddLink, cancellationToken);
            await WriteAsync<LinkSighting>(seen, thing => thing.ResourceId is not null, FindOrAddSighting, cancellationToken);
            await WriteAsync<ClaimObservation>(seen, thing => thing.Claim is not null, FindOrAddClaim, cancellationToken);
        }
        finally
        {
            watch.PutBack(seen);
        }

        if (isNews) signal.Raise();
    }

    /// <summary>Chunk by chunk; what is written is taken out, so that nothing is counted twice when a later chunk fails.</summary>
    private async Task WriteAsync<TRow>(
        SeenThings all, Func<SeenThing, bool> which, Func<ObservedRows<TRow>, SeenThing, Seen, TRow> findOrAdd, CancellationToken cancellationToken)
        where TRow : Observation
    {
        foreach (var chunk in all.All.Where(entry => which(entry.Key)).Chunk(ChunkSize))
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await ObservedRows<TRow>.LoadAsync(context, chunk.Select(entry => entry.Key), services, cancellationToken);
            foreach (var (thing, seen) in chunk)
                findOrAdd(rows, thing, seen).Add(seen.First, seen.Last, seen.Connections);
            await context.SaveChangesAsync(cancellationToken);
            foreach (var (thing, _) in chunk) all.Remove(thing);
        }
    }

    private static LinkObservation FindOrAddLink(ObservedRows<LinkObservation> rows, SeenThing thing, Seen seen) =>
        rows.FindOrAdd(thing, _ => true, link => new LinkObservation { Cloud = link.Cloud, Service = link.Service, LinkId = link.LinkId });

    private static LinkSighting FindOrAddSighting(ObservedRows<LinkSighting> rows, SeenThing thing, Seen seen)
    {
        var row = rows.FindOrAdd(thing, sighting => sighting.ResourceId == thing.ResourceId, link => new LinkSighting
        {
            Cloud = link.Cloud,
            Service = link.Service,
            LinkId = link.LinkId,
            ResourceId = thing.ResourceId!.Value,
            TenantId = seen.Last.TenantId!.Value,
        });
        if (seen.FirstMatched is { } matched) row.Match(matched);
        return row;
    }

    private static ClaimObservation FindOrAddClaim(ObservedRows<ClaimObservation> rows, SeenThing thing, Seen seen)
    {
        var row = rows.FindOrAdd(thing, claim => claim.Name == thing.Claim, link => new ClaimObservation
        {
            Cloud = link.Cloud,
            Service = link.Service,
            LinkId = link.LinkId,
            Name = BoundedText.Cut(thing.Claim!, ConnectionRecord.HostLength),
        });
        rows.KeepNewest(row, ClaimsOfOneLink);
        return row;
    }
}
