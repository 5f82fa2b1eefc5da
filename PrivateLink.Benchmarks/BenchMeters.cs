using System.Diagnostics.Metrics;

namespace PrivateLink.Benchmarks;

/// <summary>Meters without a listener.</summary>
internal sealed class BenchMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        foreach (var meter in _meters) meter.Dispose();
    }
}
