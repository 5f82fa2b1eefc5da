using System.Diagnostics.Metrics;

namespace PrivateLink.Tests.Portal.Telemetry;

/// <summary>The name of an instrument in Prometheus, as OpenTelemetry's specification derives it.</summary>
internal static class PrometheusName
{
    public static string Of(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_');
        name += instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return IsCounter(instrument) ? $"{name}_total" : name;
    }

    private static bool IsCounter(Instrument instrument) =>
        instrument.GetType().GetGenericTypeDefinition() is var type && (type == typeof(Counter<>) || type == typeof(ObservableCounter<>));
}
