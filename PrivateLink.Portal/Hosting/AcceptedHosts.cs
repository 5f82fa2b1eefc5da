using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Hosting;

/// <summary>
/// The host names that the portal accepts: this machine's, the address it listens on, and the public one. So a foreign page whose own name resolves
/// to the portal gets nothing.
/// </summary>
internal sealed class AcceptedHosts(PortalAddress portal, IConfiguration configuration) : IPostConfigureOptions<HostFilteringOptions>
{
    public void PostConfigure(string? name, HostFilteringOptions options) =>
        options.AllowedHosts = [.. Configured(options).Concat(portal.Names).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>If nothing is configured, the framework would accept every name.</summary>
    private IEnumerable<string> Configured(HostFilteringOptions options) =>
        string.IsNullOrWhiteSpace(configuration["AllowedHosts"]) ? PortalAddress.ThisMachine : options.AllowedHosts ?? [];
}
