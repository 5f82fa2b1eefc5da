using System.Diagnostics;
using System.Diagnostics.Metrics;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Metrics of how records reach the database (meter <c>PrivateLink.Portal</c>).</summary>
public sealed class RecordMetrics
{
    public const string MeterName = "PrivateLink.Portal";

    private readonly Counter<long> _stored;
    private readonly Counter<long> _notStored;
    private readonly Counter<long> _deleted;
    private readonly UpDownCounter<long> _waiting;
    private readonly Histogram<double> _writing;

    public RecordMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _stored = meter.CreateCounter<long>("privatelink.records.stored", "{record}", "Connections stored with a row of their own.");
        _notStored = meter.CreateCounter<long>("privatelink.records.not_stored", "{record}", "Connections without a row, by verdict and cause.");
        _deleted = meter.CreateCounter<long>("privatelink.records.deleted", "{record}", "Rows deleted after their retention period.");
        _waiting = meter.CreateUpDownCounter<long>("privatelink.records.waiting", "{record}", "Rows waiting to be written.");
        _writing = meter.CreateHistogram<double>("privatelink.records.write.duration", "s", "Time to write one batch, failures included.");
    }

    internal void Stored(int records) => _stored.Add(records);

    internal void NotStored(Verdict verdict, UnstoredCause cause) =>
        _notStored.Add(1, new TagList { { "verdict", VerdictText.Of(verdict) }, { "cause", CodeOf(cause) } });

    internal void Deleted(int records) => _deleted.Add(records);

    internal void WaitingChanged(int by)
    {
        if (by != 0) _waiting.Add(by);
    }

    internal void Wrote(TimeSpan duration, bool succeeded) => _writing.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("result", succeeded ? "ok" : "failed"));

    private static string CodeOf(UnstoredCause cause) => cause switch
    {
        UnstoredCause.Sampled => "sampled",
        UnstoredCause.BacklogFull => "backlog_full",
        UnstoredCause.Overrun => "overrun",
        UnstoredCause.DuplicateId => "duplicate_id",
        UnstoredCause.Refused => "refused",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, null),
    };
}
