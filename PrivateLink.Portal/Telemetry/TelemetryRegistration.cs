using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.Telemetry;

public static class TelemetryRegistration
{
    private const string OwnMeters = "PrivateLink.*";

    /// <summary>Registers what the portal tells about itself to programs that watch it.</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IGauges, PolicyGauges>();
        builder.Services.AddSingleton<IGauges, RecordGauges>();
        builder.Services.AddSingleton<IGauges, DiskGauges>();
        builder.Services.AddSingleton<IGauges, ServiceGauges>();
        builder.Services.AddSingleton<IGauges, CertificateGauges>();
        builder.Services.AddHostedService<GaugesAtStart>();

        builder.Services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        return builder.AddMetricsPort().AddCollector();
    }

    /// <summary>Read directly from the configuration, because without the setting nothing may be measured. The check reports an invalid value.</summary>
    private static WebApplicationBuilder AddMetricsPort(this WebApplicationBuilder builder)
    {
        var setting = builder.Configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Metrics)}"];
        if (string.IsNullOrEmpty(setting) || !BoundAddress.TryParse(setting, out var address)) return builder;

        builder.Services.AddOpenTelemetry().ConfigureResource(Describe).WithMetrics(static metrics => metrics.AddMeter(OwnMeters).AddPrometheusExporter());
        builder.Services.AddSingleton<IHostedService>(services => ActivatorUtilities.CreateInstance<MetricsPort>(services, address));
        return builder;
    }

    private static WebApplicationBuilder AddCollector(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection($"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Otlp)}");
        if (section[nameof(OtlpOptions.Endpoint)] is not { } setting || !TelemetryOptionsValidator.IsWeb(setting, out var collector)) return builder;

        builder.Services.AddOpenTelemetry().ConfigureResource(Describe)
            .WithMetrics(static metrics => metrics.AddMeter(OwnMeters))
            .WithTracing(static tracing => tracing.AddSource(DecisionSpans.SourceName, SaveSpans.SourceName)
                .SetSampler(static services => new SpanSampler(services.GetRequiredService<IOptions<TelemetryOptions>>().Value.Otlp.Sampled)))
            .WithLogging(configureBuilder: null, static logs => logs.IncludeFormattedMessage = true)
            .UseOtlpExporter(OtlpExportProtocol.HttpProtobuf, collector);
        return builder;
    }

    private static void Describe(ResourceBuilder resource) => resource.AddService("privatelink", serviceVersion: ProgramVersion.Text, autoGenerateServiceInstanceId: false);
}
