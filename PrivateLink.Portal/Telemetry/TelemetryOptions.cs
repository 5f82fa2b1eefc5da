namespace PrivateLink.Portal.Telemetry;

/// <summary>What programs that watch the portal get (<c>Telemetry</c>). Without settings they get nothing, and nothing is measured for them.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>
    /// Address and port of <c>/metrics</c> for Prometheus, for example <c>127.0.0.1:9464</c>; null for none. There is no default, because a
    /// demonstration beside another portal would want the same port.
    /// </summary>
    public string? Metrics { get; set; }

    /// <summary>What is sent to a collector.</summary>
    public OtlpOptions Otlp { get; init; } = new();
}

/// <summary>A collector for OpenTelemetry (<c>Telemetry:Otlp</c>). It gets metrics, spans and the lines of the log.</summary>
public sealed class OtlpOptions
{
    /// <summary>Its address for OTLP over HTTP with protobuf, for example <c>http://127.0.0.1:4318</c>; null for none.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The share of decisions that become a span, from 0 to 1. Every save becomes one.</summary>
    public double Sampled { get; set; } = 0.01;
}
