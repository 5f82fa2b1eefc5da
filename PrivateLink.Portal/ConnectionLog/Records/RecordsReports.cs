using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Health;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Reports the state of the stored connections to pages. Cheap, because everything is in memory.</summary>
public sealed class RecordsReports(IOptions<RecordsOptions> options, RecordWriter writer, RecordBacklog backlog, UnstoredRecords unstored, DatabaseState database)
{
    [Requires(Permission.ViewConnections)]
    public RecordsReport Read(Caller caller)
    {
        caller.Demand(Permission.ViewConnections);
        return caller.IsCompany
            ? new(Keep, new(unstored.Sampled, unstored.Lost, backlog.Count), Error, NotStoredSince)
            {
                AlmostFull = caller.May(Permission.ViewSettings) && database.AlmostFull is { } disk ? $"The disk of the folder {disk.Folder} is almost full: {disk.Words}." : null,
                Past = database.Past,
            }
            : new(Keep, null, null, NotStoredSince);
    }

    /// <summary>Prefers the state of the database to the last error, because it says more, such as the folder of a full disk.</summary>
    private string? Error => writer.Error is { } error ? database.Problem ?? error : null;

    private DateTimeOffset? NotStoredSince => writer.Error is null ? null : backlog.WaitingSince;

    private RetentionLimits Keep =>
        new(TimeSpan.FromDays(options.Value.KeepDays), TimeSpan.FromDays(options.Value.KeepRollUpDays));
}
