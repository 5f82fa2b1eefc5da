using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Tells pages how the stored connections fare. Reading is cheap: everything is in memory.</summary>
public sealed class RecordsReports(IOptions<RecordsOptions> options, RecordWriter writer, UnstoredRecords unstored)
{
    [Requires(Permission.ViewConnections)]
    public RecordsReport Read(Caller caller)
    {
        caller.Demand(Permission.ViewConnections);
        return caller.IsCompany
            ? new(Keep, new(unstored.Sampled, unstored.Lost), writer.Error)
            : new(Keep, null, null);
    }

    private RetentionLimits Keep =>
        new(TimeSpan.FromDays(options.Value.KeepDays), TimeSpan.FromDays(options.Value.KeepRollUpDays));
}
