using System.Diagnostics.Metrics;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Health;

namespace PrivateLink.Tests.Support;

/// <summary>Metrics that nobody reads.</summary>
internal static class TestMetrics
{
    private static readonly NoMeters Meters = new();

    public static RecordMetrics OfRecords() => new(Meters);

    public static DatabaseMetrics OfTheDatabase() => new(Meters);

    private sealed class NoMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
