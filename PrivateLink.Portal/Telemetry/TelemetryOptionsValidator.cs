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

    private static IEnumerable<string> Problems(TelemetryOptions options)
    {
        if (!string.IsNullOrEmpty(options.Metrics) && !BoundAddress.TryParse(options.Metrics, out _))
            yield return $"Telemetry:Metrics: {BoundAddress.Problem(options.Metrics, "127.0.0.1:9464")}";
    }
}
