using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Web;

/// <summary>Checks the web settings and reports all problems at once, each with its key and an accepted form.</summary>
public sealed class WebOptionsValidator(IConfiguration configuration) : IValidateOptions<WebOptions>
{
    private const int SmallestRequest = 64 * 1024;

    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(WebOptions options)
    {
        for (var index = 0; index < options.TrustedProxies.Count; index++)
            if (!ProxyNetwork.TryParse(options.TrustedProxies[index], out var network))
                yield return $"Web:TrustedProxies:{index}: '{options.TrustedProxies[index]}' is neither an address nor a network. Example: 10.0.4.7 or 10.0.4.0/24.";
            else if (network.Value.PrefixLength == 0)
                yield return $"Web:TrustedProxies:{index}: any client could claim any address. Name your proxies. Example: 10.0.4.0/24.";

        // ASP.NET Core's own switch trusts every proxy.
        if (configuration["FORWARDEDHEADERS_ENABLED"]?.Equals("true", StringComparison.OrdinalIgnoreCase) == true)
            yield return "ASPNETCORE_FORWARDEDHEADERS_ENABLED: it trusts forwarded headers from everyone; remove it and name your proxies in Web:TrustedProxies. "
                + "Example: 10.0.4.0/24.";

        if (options.LargestRequest < SmallestRequest)
            yield return $"Web:LargestRequest: {options.LargestRequest} is too small for the portal's own forms. Example: 1048576.";
        if (options.AttemptsPerAddress < 1) yield return $"Web:AttemptsPerAddress: {options.AttemptsPerAddress} allows no sign-in. Example: 30.";
        if (options.AttemptsPerAccount < 1) yield return $"Web:AttemptsPerAccount: {options.AttemptsPerAccount} allows no sign-in. Example: 10.";
    }
}
