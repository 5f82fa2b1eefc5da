using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Health;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Tells pages how the stored connections fare. Reading is cheap: everything is in memory.</summary>
public sealed class RecordsReports(IOptions<RecordsOptions> options, RecordWriter writer, RecordBacklog backlog, UnstoredRecords unstored, DatabaseState database)
{
    [Requires(Permission.ViewConnections)]
    public RecordsReport Read(Caller caller)
    {
        caller.Demand(Permission.ViewConnections);
        return caller.IsCompany
            ? new(Keep, new(unstored.Sampled, unstored.Lost, backlog.Count), Error, NotStoredSince)
            : new(Keep, null, null, NotStoredSince);
    }

    /// <summary>What is known of the database says more than the last attempt: the folder of a full disk.</summary>
    private string? Error => writer.Error is { } error ? database.Problem ?? error : null;

    private DateTimeOffset? NotStoredSince => writer.Error is null ? null : backlog.WaitingSince;

    private RetentionLimits Keep =>
        new(TimeSpan.FromDays(options.Value.KeepDays), TimeSpan.FromDays(options.Value.KeepRollUpDays));
}
