namespace PrivateLink.Portal.Telemetry;

public static class TelemetryRegistration
{
    /// <summary>Registers what the portal tells about itself to programs that watch it.</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IGauges, PolicyGauges>();
        builder.Services.AddSingleton<IGauges, RecordGauges>();
        builder.Services.AddSingleton<IGauges, DiskGauges>();
        builder.Services.AddSingleton<IGauges, ServiceGauges>();
        builder.Services.AddSingleton<IGauges, CertificateGauges>();
        builder.Services.AddHostedService<GaugesAtStart>();
        return builder;
    }
}
