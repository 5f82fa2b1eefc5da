using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>The data that a caller may count, while a context is open.</summary>
/// <param name="Rows">The connections that have a row.</param>
/// <param name="RollUps">The sums of all connections, by hour.</param>
/// <param name="Gaps">Spans in which some connections have no row.</param>
internal sealed record HistoryTables(IQueryable<ConnectionRecord> Rows, IQueryable<HourlyRollUp> RollUps, IQueryable<RecordGap> Gaps)
{
    public static HistoryTables Of(PortalDbContext context, Caller caller)
    {
        IQueryable<HourlyRollUp> rollUps = context.HourlyRollUps.AsNoTracking();
        if (caller.TenantId is { } tenant) rollUps = rollUps.Where(rollUp => rollUp.TenantId == tenant);
        return new(context.ConnectionRecords.AsNoTracking().VisibleTo(caller), rollUps, context.RecordGaps.AsNoTracking());
    }
}
