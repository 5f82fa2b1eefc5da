using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>What there is to count for a caller, while a context is open.</summary>
/// <param name="Rows">The connections that have a row.</param>
/// <param name="RollUps">The sums of all connections, by hour.</param>
/// <param name="Gaps">Spans in which not every connection has a row.</param>
internal sealed record HistoryTables(IQueryable<ConnectionRecord> Rows, IQueryable<HourlyRollUp> RollUps, IQueryable<RecordGap> Gaps)
{
    public static HistoryTables Of(PortalDbContext context, Caller caller)
    {
        IQueryable<HourlyRollUp> rollUps = context.HourlyRollUps.AsNoTracking();
        if (caller.TenantId is { } tenant) rollUps = rollUps.Where(rollUp => rollUp.TenantId == tenant);
        return new(context.ConnectionRecords.AsNoTracking().VisibleTo(caller), rollUps, context.RecordGaps.AsNoTracking());
    }
}
