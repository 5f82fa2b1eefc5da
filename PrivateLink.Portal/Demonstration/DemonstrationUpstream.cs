using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Demonstration;

/// <summary>Where the played upstream listens: read as the addresses of listeners are.</summary>
internal sealed class DemonstrationUpstream : IValidateOptions<DemonstrationOptions>
{
    public ValidateOptionsResult Validate(string? name, DemonstrationOptions options) => BoundAddress.TryParse(options.Upstream, out _)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{DemonstrationOptions.Section}:{nameof(DemonstrationOptions.Upstream)}: {BoundAddress.Problem(options.Upstream, "127.0.0.1:7450")}");
}
