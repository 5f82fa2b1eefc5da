using System.Diagnostics.Metrics;

namespace PrivateLink.Portal.Health;

/// <summary>How long the database takes for the small questions of <see cref="DatabaseHealth"/> (meter <c>PrivateLink.Portal</c>).</summary>
public sealed class DatabaseMetrics(IMeterFactory meters)
{
    private readonly Histogram<double> _checks = meters.Create("PrivateLink.Portal")
        .CreateHistogram<double>("privatelink.database.check.duration", "s", "Time of one small read or write of the database, failures included.");

    internal void Checked(string operation, TimeSpan duration, bool succeeded) => _checks.Record(
        duration.TotalSeconds, new KeyValuePair<string, object?>("operation", operation), new KeyValuePair<string, object?>("result", succeeded ? "ok" : "failed"));
}
