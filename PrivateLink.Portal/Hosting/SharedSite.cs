using System.Net;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Web;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Hosting;

/// <summary>
/// Logs a warning if the portal has the same registrable domain as hosts that it protects. Browsers treat them as one site. So a page on a customer's
/// host has more access to the portal than other pages. It checks at start and after each policy change, and warns once.
/// </summary>
internal sealed partial class SharedSite(PortalAddress portal, IPolicySource policy, ILogger<SharedSite> logger) : IHostedService
{
    /// <summary>Second-level labels that countries use, as in <c>co.uk</c> and <c>com.au</c>. The public suffix list has more.</summary>
    private static readonly string[] Categories = ["ac", "co", "com", "edu", "gob", "gov", "net", "ne", "nom", "or", "org"];

    private readonly string? _site = SiteOf(new Uri(portal.Root).Host);
    private int _said;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_site is null) return Task.CompletedTask;
        policy.Changed += Look;
        Look(policy.Current?.Resources ?? []);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        policy.Changed -= Look;
        return Task.CompletedTask;
    }

    /// <summary>The registrable domain, as well as possible without the public suffix list; null for an address, and for this machine's own names.</summary>
    internal static string? SiteOf(string host)
    {
        if (IPAddress.TryParse(host, out _)) return null;
        var labels = host.TrimEnd('.').Split('.');
        var count = labels is [.., var category, { Length: 2 }] && Categories.Contains(category) ? 3 : 2;
        return labels.Length < count || labels[^1] == "localhost" ? null : string.Join('.', labels[^count..]);
    }

    private void Look(PolicyChange change)
    {
        if (_said == 0) Look(change.Touched?.Select(change.Snapshot.Find).OfType<ResourcePolicy>() ?? change.Snapshot.Resources);
    }

    private void Look(IEnumerable<ResourcePolicy> resources)
    {
        var neighbour = resources.SelectMany(resource => resource.Names).FirstOrDefault(IsUnderTheSameSite);
        if (neighbour is not null && Interlocked.Exchange(ref _said, 1) == 0) LogShared(neighbour, portal.Root, _site!);
    }

    private bool IsUnderTheSameSite(string name) =>
        name.EndsWith(_site!, StringComparison.Ordinal) && (name.Length == _site!.Length || name[^(_site.Length + 1)] == '.');

    [LoggerMessage(2321, LogLevel.Warning,
        "The protected host {Host} and the portal at {Portal} are both under {Site}: unless that is a public suffix, browsers treat them as one site. "
        + "Give the portal its own registrable domain, separate from the hosts it protects (Portal:PublicUrl)")]
    private partial void LogShared(string host, string portal, string site);
}
