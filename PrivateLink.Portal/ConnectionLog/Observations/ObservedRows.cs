using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Links;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>A link as the database knows it.</summary>
internal readonly record struct ObservedLink(CloudProvider Cloud, string Service, string LinkId);

/// <summary>The rows of some links, loaded in one go, and those that are added to them.</summary>
internal sealed class ObservedRows<TRow>
    where TRow : Observation
{
    private readonly PortalDbContext _context;
    private readonly ListenerServices _services;
    private readonly Dictionary<ObservedLink, List<TRow>> _rows;

    private ObservedRows(PortalDbContext context, ListenerServices services, IEnumerable<TRow> rows)
    {
        _context = context;
        _services = services;
        _rows = rows.GroupBy(LinkOf).ToDictionary(group => group.Key, group => group.ToList());
    }

    public static async Task<ObservedRows<TRow>> LoadAsync(
        PortalDbContext context, IEnumerable<SeenThing> things, ListenerServices services, CancellationToken cancellationToken)
    {
        string[] ids = [.. things.Select(thing => thing.LinkId.ToString()).Distinct()];
        return new(context, services, await context.Set<TRow>().Where(row => ids.Contains(row.LinkId)).ToListAsync(cancellationToken));
    }

    public TRow FindOrAdd(SeenThing thing, Func<TRow, bool> isIt, Func<ObservedLink, TRow> create)
    {
        var link = new ObservedLink(thing.LinkId.Cloud, _services.Of(thing.Listener), thing.LinkId.ToString());
        if (!_rows.TryGetValue(link, out var rows)) _rows.Add(link, rows = []);
        if (rows.Find(row => isIt(row)) is { } found) return found;
        var added = create(link);
        rows.Add(added);
        _context.Add(added);
        return added;
    }

    /// <summary>Deletes what was seen longest ago, until so many rows of a link are left, this one among them.</summary>
    public void KeepNewest(TRow row, int count)
    {
        var rows = _rows[LinkOf(row)];
        while (rows.Count > count)
        {
            var oldest = rows.Where(other => other != row).MinBy(other => other.LastSeen)!;
            rows.Remove(oldest);
            _context.Remove(oldest);
        }
    }

    private static ObservedLink LinkOf(TRow row) => new(row.Cloud, row.Service, row.LinkId);
}
