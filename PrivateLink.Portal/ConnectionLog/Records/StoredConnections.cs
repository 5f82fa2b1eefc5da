using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Reads connections back from the database, in the form that the live log has them.</summary>
public sealed class StoredConnections(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>One connection by the ID of its decision, as long as it is kept.</summary>
    [Requires(Permission.ViewConnections)]
    public async Task<ConnectionEntry?> FindAsync(Caller caller, long id, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var found = await context.ConnectionRecords.AsNoTracking().VisibleTo(caller).FirstOrDefaultAsync(record => record.Id == id, cancellationToken);
        return found is null ? null : Entry(found);
    }

    /// <summary>A page of the history, newest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="before">The ID of the last entry of the page before; null for the first page.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    [Requires(Permission.ViewConnections)]
    public async Task<IReadOnlyList<ConnectionEntry>> PageAsync(Caller caller, long? before, int take, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var records = context.ConnectionRecords.AsNoTracking().VisibleTo(caller);
        if (before is { } last) records = records.Where(record => record.Id < last);
        return [.. (await records.OrderByDescending(record => record.Id).Take(take).ToListAsync(cancellationToken)).Select(Entry)];
    }

    /// <summary>The live log's sequence is of one process; a stored connection is known by its ID.</summary>
    internal static ConnectionEntry Entry(ConnectionRecord record)
    {
        var decision = record.ToDecision();
        return new(record.Id, decision, record.ToClosed(decision));
    }
}
