using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.ConnectionLog.Records;

namespace PrivateLink.Portal.Telemetry;

/// <summary>
/// The records on their way into the database. <see cref="RecordMetrics"/> counts single events; these have a value from the start, so that an alert
/// sees the first loss as an increase.
/// </summary>
internal sealed class RecordGauges(RecordBacklog backlog, UnstoredRecords unstored, IOptions<RecordsOptions> options, TimeProvider time) : IGauges
{
    public void Begin(Meter meter)
    {
        meter.CreateObservableUpDownCounter("privatelink.records.backlog", () => backlog.Count, "{record}", "Records that wait in memory for the database.");
        meter.CreateObservableUpDownCounter("privatelink.records.backlog.limit", () => options.Value.Backlog, "{record}", "The most records that can wait in memory.");
        meter.CreateObservableGauge("privatelink.records.backlog.age", Age, "s", "Age of the oldest record that waits.");
        meter.CreateObservableCounter("privatelink.records.lost", () => unstored.Lost, "{record}", "Connections that got no row because of a fault.");
        meter.CreateObservableCounter("privatelink.records.sampled", () => unstored.Sampled, "{record}", "Connections left out on purpose, to leave room for denials.");
    }

    private double Age() => backlog.WaitingSince is { } since ? Math.Max(0, (time.GetUtcNow() - since).TotalSeconds) : 0;
}
