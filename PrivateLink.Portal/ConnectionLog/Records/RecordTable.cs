using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// Writes to the connections' table quickly, without the change tracker. Each database has its own implementation. Uses the context's current
/// transaction.
/// </summary>
internal abstract class RecordTable(PortalDbContext context)
{
    protected PortalDbContext Context { get; } = context;

    public static RecordTable Of(PortalDbContext context) =>
        context.Database.IsSqlite() ? new SqliteRecordTable(context) : new SqlServerRecordTable(context);

    /// <summary>Adds rows.</summary>
    /// <exception cref="DbException">The database refused a row, so none was added.</exception>
    public abstract Task InsertAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the endings into rows that were added while their connections were open. A row that was deleted meanwhile is not restored.
    /// </summary>
    public abstract Task EndAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken);

    /// <summary>The approximate number of rows, at low cost.</summary>
    public abstract Task<long> CountAsync(CancellationToken cancellationToken);
}
