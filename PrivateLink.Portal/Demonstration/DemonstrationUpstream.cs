using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Demonstration;

/// <summary>Validates where the demonstration's upstream listens, in the same form as the addresses of listeners.</summary>
internal sealed class DemonstrationUpstream : IValidateOptions<DemonstrationOptions>
{
    public ValidateOptionsResult Validate(string? name, DemonstrationOptions options) => BoundAddress.TryParse(options.Upstream, out _)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{DemonstrationOptions.Section}:{nameof(DemonstrationOptions.Upstream)}: {BoundAddress.Problem(options.Upstream, "127.0.0.1:7450")}");
}
