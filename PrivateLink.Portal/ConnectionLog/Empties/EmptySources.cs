using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Empties;

/// <summary>Finds any activity from the source in a filter, of any kind: a health check already shows that the network path works.</summary>
internal static class EmptySources
{
    /// <summary>The condition on the source as a filter; null if there is none.</summary>
    public static ConnectionFilter? Of(ConnectionFilter filter) =>
        filter.Conditions.FirstOrDefault(condition => !condition.IsOff && condition.IsAbout(FilterField.Client, negated: false)) is { } condition ? new([condition]) : null;

    /// <summary>
    /// The newest stored connection from a source, among the newest that the caller may see. The search has a limit because addresses have no index.
    /// </summary>
    public static async Task<EmptyOrigin?> StoredAsync(IQueryable<ConnectionRecord> visible, LinkSight sight, ConnectionFilter source, int most, CancellationToken cancellationToken)
    {
        var newest = await visible.OrderByDescending(record => record.Id).Take(most).Where(source.ToExpression(sight)).OrderByDescending(record => record.Id)
            .Select(record => new { record.Time, record.Reason, record.Host }).FirstOrDefaultAsync(cancellationToken);
        return newest is null ? null : new(NameOf(source), new(DateTime.SpecifyKind(newest.Time, DateTimeKind.Utc)), ReasonTable.Describe(newest.Reason), newest.Host);
    }

    /// <summary>Whether the caller may see more stored connections than are searched.</summary>
    public static Task<bool> AreMoreAsync(IQueryable<ConnectionRecord> visible, int most, CancellationToken cancellationToken) =>
        visible.OrderByDescending(record => record.Id).Skip(most).AnyAsync(cancellationToken);

    public static EmptyOrigin Live(ConnectionView newest, ConnectionFilter source) =>
        new(NameOf(source), newest.Time, ReasonTable.Describe(newest.Reason), newest.Host);

    public static string NameOf(ConnectionFilter source) => string.Join(", ", source.Conditions[0].Values);

    /// <summary>
    /// When the listeners of these clouds last had a probe from a load balancer or a port scan. For the company only, which runs the load balancers.
    /// </summary>
    public static IReadOnlyList<EmptyProbe> ProbesOf(Caller caller, IEnumerable<CloudProvider> clouds, EngineOptions engine, PeerWatch peers)
    {
        if (!caller.May(Permission.ViewListeners)) return [];
        return
        [
            .. from cloud in clouds
               let listeners = engine.Listeners.Where(listener => listener.Value.Provider?.ToString() == cloud.ToString()).Select(listener => listener.Key).ToList()
               where listeners.Count > 0
               select new EmptyProbe(cloud, listeners.SelectMany(listener => peers.Of(caller, listener)).Max(peer => peer.LastCheckOrProbe)),
        ];
    }
}
