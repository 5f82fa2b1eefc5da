using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Hosting;

/// <summary>
/// Under which names the portal answers: this machine's, the address it listens on, and the public one. A page somewhere else that
/// resolves its own name to the portal gets nothing.
/// </summary>
internal sealed class AcceptedHosts(PortalAddress portal, IConfiguration configuration) : IPostConfigureOptions<HostFilteringOptions>
{
    public void PostConfigure(string? name, HostFilteringOptions options) =>
        options.AllowedHosts = [.. Configured(options).Concat(portal.Names).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Where nothing is configured, the framework has every name.</summary>
    private IEnumerable<string> Configured(HostFilteringOptions options) =>
        string.IsNullOrWhiteSpace(configuration["AllowedHosts"]) ? PortalAddress.ThisMachine : options.AllowedHosts ?? [];
}
