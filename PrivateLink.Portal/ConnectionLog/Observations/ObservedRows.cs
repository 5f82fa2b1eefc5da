using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>A link as the database knows it.</summary>
internal readonly record struct LinkKey(CloudProvider Cloud, string Service, string LinkId);

/// <summary>Observations as rows to add to those in the database. Different observations may share a row: the listeners of one service do.</summary>
internal sealed class ObservedRows(ListenerServices services)
{
    private readonly Dictionary<LinkKey, LinkObservation> _links = [];
    private readonly Dictionary<(LinkKey, Guid), ResourceObservation> _resources = [];
    private readonly Dictionary<(LinkKey, string), ClaimObservation> _claims = [];

    public IReadOnlyCollection<LinkObservation> Links => _links.Values;

    public IReadOnlyCollection<ResourceObservation> Resources => _resources.Values;

    public IReadOnlyCollection<ClaimObservation> Claims => _claims.Values;

    public void Add(ObservedThing thing, ObservedTimes seen)
    {
        var id = BoundedText.CutName(thing.LinkId.ToString(), PrivateEndpoint.LinkIdLength);
        var link = new LinkKey(thing.LinkId.Cloud, services.Of(thing.Listener), id);
        if (thing.IsLink) Find(_links, link, () => new LinkObservation { Cloud = link.Cloud, Service = link.Service, LinkId = link.LinkId }).Add(seen.First, seen.Last, seen.Connections);
        if (thing.Claim is { } claim) AddClaim(link, BoundedText.Cut(claim, ConnectionRecord.HostLength), seen);
        if (thing.ResourceId is { } resourceId) AddResource(link, resourceId, seen);
    }

    private void AddResource(LinkKey link, Guid resourceId, ObservedTimes seen)
    {
        var row = Find(_resources, (link, resourceId), () => new ResourceObservation
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

    private void AddClaim(LinkKey link, string name, ObservedTimes seen) =>
        Find(_claims, (link, name), () => new ClaimObservation { Cloud = link.Cloud, Service = link.Service, LinkId = link.LinkId, Name = name })
            .Add(seen.First, seen.Last, seen.Connections);

    private static TRow Find<TKey, TRow>(Dictionary<TKey, TRow> rows, TKey key, Func<TRow> create)
        where TKey : notnull
    {
        if (!rows.TryGetValue(key, out var row)) rows.Add(key, row = create());
        return row;
    }
}
