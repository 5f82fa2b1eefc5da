using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// The fast way into the connections' table, past the change tracker: each database has its own. Works inside the context's current
/// transaction.
/// </summary>
internal abstract class RecordTable(PortalDbContext context)
{
    protected PortalDbContext Context { get; } = context;

    public static RecordTable Of(PortalDbContext context) =>
        context.Database.IsSqlite() ? new SqliteRecordTable(context) : new SqlServerRecordTable(context);

    /// <summary>Adds rows.</summary>
    /// <exception cref="DbException">The database refused one, and with it all.</exception>
    public abstract Task InsertAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken);

    /// <summary>Writes the endings into rows that were added while their connections were open. A row that is gone by now stays gone.</summary>
    public abstract Task EndAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken);

    /// <summary>About how many rows there are, cheaply.</summary>
    public abstract Task<long> CountAsync(CancellationToken cancellationToken);
}
