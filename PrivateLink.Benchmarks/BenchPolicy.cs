using System.Globalization;
using System.Net;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Benchmarks;

/// <summary>Policies of any size: host <c>h&lt;n&gt;.bench.test</c> lists the links numbered from n × links per host.</summary>
internal static class BenchPolicy
{
    private const string Service = "bench";

    public static string Host(int number) => string.Create(CultureInfo.InvariantCulture, $"h{number}.bench.test");

    public static LinkId Link(int number) =>
        LinkId.TryParse(CloudProvider.Aws, $"vpce-{number:x17}", out var linkId) ? linkId : throw new ArgumentOutOfRangeException(nameof(number));

    /// <summary>A link ID of a cloud.</summary>
    public static LinkId LinkOf(CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws => Link(7),
        CloudProvider.Azure => LinkId.Azure(553665985),
        CloudProvider.Gcp => LinkId.Gcp(54626271866403940),
        CloudProvider.Alibaba => LinkId.TryParse(cloud, "ep-t4i1a4b7c2d8e5h3j9k0", out var linkId) ? linkId : throw new InvalidOperationException("No endpoint ID."),
    };

    public static PolicySnapshot Of(int hosts, int linksPerHost, IPEndPoint? upstream = null) =>
        new(revision: 1, DateTimeOffset.UnixEpoch, Resources(hosts, linksPerHost, upstream ?? new IPEndPoint(IPAddress.Loopback, 9100)));

    public static IReadOnlyList<ResourcePolicy> Resources(int hosts, int linksPerHost, IPEndPoint upstream)
    {
        var target = new Upstream(Guid.NewGuid(), "bench", [new(upstream.Address.ToString(), upstream.Port)]);
        return [.. Enumerable.Range(0, hosts).Select(number => new ResourcePolicy
        {
            ResourceId = Guid.NewGuid(),
            TenantId = Guid.NewGuid(),
            Names = [Host(number)],
            Mode = ResourceMode.Enforce,
            Links = new LinkTable(Enumerable.Range(number * linksPerHost, linksPerHost).Select(static link => new LinkGrant(Link(link), Service))),
            Upstream = target,
        })];
    }
}
