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
}
