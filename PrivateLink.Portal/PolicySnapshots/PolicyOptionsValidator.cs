using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Checks the policy settings. Each problem names its key and an accepted form.</summary>
public sealed class PolicyOptionsValidator : IValidateOptions<PolicyOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, PolicyOptions options) => options.CheckInterval < Shortest || options.CheckInterval > Longest
        ? ValidateOptionsResult.Fail($"Policy:CheckInterval: {options.CheckInterval} is not between a tenth of a second and ten minutes. Example: 00:00:05.")
        : ValidateOptionsResult.Success;
}
