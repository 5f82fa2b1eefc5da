using Microsoft.Extensions.Options;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Demonstration;

/// <summary>The demonstration must be reachable from this machine only. Its links sign in anyone who reads them, without a password.</summary>
internal sealed class DemonstrationPlace(IConfiguration configuration) : IValidateOptions<DemonstrationOptions>
{
    public ValidateOptionsResult Validate(string? name, DemonstrationOptions options)
    {
        if (!options.Enabled) return ValidateOptionsResult.Success;
        List<string> beyond = [.. Beyond()];
        return beyond.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Demonstration:Enabled: the demonstration signs people in without a password, so it runs only on this machine, but {string.Join(" and ", beyond)}. "
                + "Start with --no-demo, or remove that setting.");
    }

    // Read directly from the configuration: if these settings are invalid, their own validators report it.
    private IEnumerable<string> Beyond()
    {
        foreach (var key in (string[])[$"{PortalOptions.Section}:{nameof(PortalOptions.Url)}", $"{PortalOptions.Section}:{nameof(PortalOptions.PublicUrl)}"])
            if (configuration[key] is { Length: > 0 } address && !(Uri.TryCreate(address, UriKind.Absolute, out var url) && url.IsLoopback))
                yield return $"{key} is {address}";
        if (configuration.GetSection($"{WebOptions.Section}:{nameof(WebOptions.TrustedProxies)}").GetChildren().Any())
            yield return "Web:TrustedProxies names a proxy, through which others could connect";
    }
}
