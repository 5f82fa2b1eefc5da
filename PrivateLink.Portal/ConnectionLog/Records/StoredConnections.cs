using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Reads connections from the database, in the form of the live log, as their reader may see them.</summary>
public sealed class StoredConnections(IDbContextFactory<PortalDbContext> contexts, LinkSights sights)
{
    /// <summary>One connection by the ID of its decision, while it is kept.</summary>
    [Requires(Permission.ViewConnections)]
    public async Task<ConnectionView?> FindAsync(Caller caller, long id, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var found = await context.ConnectionRecords.AsNoTracking().VisibleTo(caller).FirstOrDefaultAsync(record => record.Id == id, cancellationToken);
        return found is null ? null : (await ShowAsync(caller, [found], cancellationToken))[0];
    }

    private async Task<IReadOnlyList<ConnectionView>> ShowAsync(Caller caller, IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken)
    {
        ConnectionEntry[] entries = [.. records.Select(Entry)];
        var sight = await sights.OfAsync(caller, cancellationToken);
        await sights.LearnAsync(sight, entries, cancellationToken);
        return [.. entries.Select(sight.Show)];
    }

    /// <summary>Has no sequence, because that belongs to one process; a stored connection is identified by its ID.</summary>
    internal static ConnectionEntry Entry(ConnectionRecord record)
    {
        var decision = record.ToDecision();
        return new(record.Id, decision, record.ToClosed(decision));
    }
}
