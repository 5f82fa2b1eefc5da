using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Hosting;

/// <summary>
/// Under which names the portal answers: this machine's, the address it listens on, and the public one. A page somewhere else that
/// resolves its own name to the portal gets nothing.
/// </summary>
internal sealed class AcceptedHosts(IOptions<PortalOptions> portal) : IPostConfigureOptions<HostFilteringOptions>
{
    public void PostConfigure(string? name, HostFilteringOptions options)
    {
        var hosts = new List<string>(options.AllowedHosts ?? []);
        foreach (var address in (string?[])[portal.Value.Url, portal.Value.PublicUrl])
            if (Uri.TryCreate(address, UriKind.Absolute, out var url) && !hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase))
                hosts.Add(url.Host);
        options.AllowedHosts = hosts;
    }
}
