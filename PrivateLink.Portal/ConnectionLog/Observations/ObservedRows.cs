using PrivateLink.Engine.Links;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>A link as the database knows it.</summary>
internal readonly record struct ObservedLink(CloudProvider Cloud, string Service, string LinkId);

/// <summary>What was seen, as rows that are added to those of the database. Different things may be the same row: listeners of one service.</summary>
internal sealed class ObservedRows(ListenerServices services)
{
    private readonly Dictionary<ObservedLink, LinkObservation> _links = [];
    private readonly Dictionary<(ObservedLink, Guid), LinkSighting> _sightings = [];
    private readonly Dictionary<(ObservedLink, string), ClaimObservation> _claims = [];

    public IReadOnlyCollection<LinkObservation> Links => _links.Values;

    public IReadOnlyCollection<LinkSighting> Sightings => _sightings.Values;

    public IReadOnlyCollection<ClaimObservation> Claims => _claims.Values;

    public void Add(SeenThing thing, Seen seen)
    {
        var id = BoundedText.CutName(thing.LinkId.ToString(), PrivateEndpoint.LinkIdLength);
        var link = new ObservedLink(thing.LinkId.Cloud, services.Of(thing.Listener), id);
        if (thing.IsLink) Find(_links, link, () => new LinkObservation { Cloud = link.Cloud, Service = link.Service, LinkId = link.LinkId }).Add(seen.First, seen.Last, seen.Connections);
        if (thing.Claim is { } claim) AddClaim(link, BoundedText.Cut(claim, ConnectionRecord.HostLength), seen);
        if (thing.ResourceId is { } resourceId) AddSighting(link, resourceId, seen);
    }

    private void AddSighting(ObservedLink link, Guid resourceId, Seen seen)
    {
        var row = Find(_sightings, (link, resourceId), () => new LinkSighting
        {
            Cloud = link.Cloud,
            Service = link.Service,
            LinkId = link.LinkId,
            ResourceId = resourceId,
            TenantId = seen.Last.TenantId!.Value,
        });
        row.Add(seen.First, seen.Last, seen.Connections);
        if (seen.FirstMatched is { } matched) row.Match(matched);
    }

    private void AddClaim(ObservedLink link, string name, Seen seen) =>
        Find(_claims, (link, name), () => new ClaimObservation { Cloud = link.Cloud, Service = link.Service, LinkId = link.LinkId, Name = name })
            .Add(seen.First, seen.Last, seen.Connections);

    private static TRow Find<TKey, TRow>(Dictionary<TKey, TRow> rows, TKey key, Func<TRow> create)
        where TKey : notnull
    {
        if (!rows.TryGetValue(key, out var row)) rows.Add(key, row = create());
        return row;
    }
}
