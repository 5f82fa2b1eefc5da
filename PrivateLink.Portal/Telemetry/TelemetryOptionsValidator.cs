using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Telemetry;

internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    internal static bool IsWeb(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static IEnumerable<string> Problems(TelemetryOptions options)
    {
        if (!string.IsNullOrEmpty(options.Metrics) && !BoundAddress.TryParse(options.Metrics, out _))
            yield return $"Telemetry:Metrics: {BoundAddress.Problem(options.Metrics, "127.0.0.1:9464")}";
        if (!string.IsNullOrEmpty(options.Otlp.Endpoint) && !IsWeb(options.Otlp.Endpoint, out _))
            yield return $"Telemetry:Otlp:Endpoint: '{options.Otlp.Endpoint}' is not an http or https address. Example: http://127.0.0.1:4318.";
        if (options.Otlp.Sampled is not (>= 0 and <= 1)) yield return $"Telemetry:Otlp:Sampled: {options.Otlp.Sampled} is not a share from 0 to 1. Example: 0.01.";
    }
}
