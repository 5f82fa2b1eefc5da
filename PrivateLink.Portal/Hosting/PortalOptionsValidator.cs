using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Hosting;

/// <summary>
/// Keeps the portal on this machine: it has no sign-in, so whoever reaches it administers it. Every setting that could make it
/// listen elsewhere is refused, also ASP.NET Core's own.
/// </summary>
public sealed class PortalOptionsValidator(IConfiguration configuration) : IValidateOptions<PortalOptions>
{
    private const string Accepted = "for example http://127.0.0.1:7400";

    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(PortalOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp || url.PathAndQuery != "/")
            yield return $"Portal:Url: '{options.Url}' is not an http address without a path, {Accepted}.";
        else if (!url.IsLoopback)
            yield return $"Portal:Url: {url.Host} is not this machine's loopback address. "
                + $"The portal has no sign-in, so it takes no other; {Accepted}.";

        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            yield return $"Kestrel:Endpoints: the portal listens on Portal:Url only; remove this section and set Portal:Url, {Accepted}.";
        if (!string.IsNullOrWhiteSpace(configuration["urls"]))
            yield return "urls (also as --urls and ASPNETCORE_URLS): the portal listens on Portal:Url only; "
                + $"remove it and set Portal:Url, {Accepted}.";
    }
}
