using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Tests.Support;

/// <summary>Short methods to build policies, so that a test states only what matters.</summary>
internal static class TestPolicy
{
    public const string Host = "megacorp.my-saas.io";

    public static readonly LinkId AwsLink = Link(CloudProvider.Aws, "vpce-08d2bf15fac5001c9");

    public static readonly LinkId AlibabaLink = Link(CloudProvider.Alibaba, "ep-t4i1a4b7c2d8e5h3j9k0");
    public static readonly LinkId AzureLink = Link(CloudProvider.Azure, "553665985");
    public static readonly LinkId GcpLink = Link(CloudProvider.Gcp, "18446744072646845442");

    private static readonly Upstream Nowhere = new(Guid.NewGuid(), "nowhere", []);

    public static LinkId Link(CloudProvider cloud, string text) =>
        LinkId.TryParse(cloud, text, out var linkId) ? linkId : throw new ArgumentException($"'{text}' is not a link ID of {cloud}.", nameof(text));

    public static ResourcePolicy Resource(string name, ResourceMode mode, params LinkGrant[] links) =>
        Resource(name, mode, Nowhere, links);

    public static ResourcePolicy Resource(string name, ResourceMode mode, Upstream upstream, params LinkGrant[] links) => new()
    {
        ResourceId = Guid.NewGuid(),
        TenantId = Guid.NewGuid(),
        Names = [name],
        Mode = mode,
        Links = new LinkTable(links),
        Upstream = upstream,
    };

    public static ResourcePolicy SwitchedOff(ResourcePolicy resource) => new()
    {
        ResourceId = resource.ResourceId,
        TenantId = resource.TenantId,
        Names = resource.Names,
        Mode = resource.Mode,
        Disabled = true,
        Links = resource.Links,
        Upstream = resource.Upstream,
    };

    public static PolicySnapshot Snapshot(params IEnumerable<ResourcePolicy> resources) => Snapshot(revision: 1, resources);

    public static PolicySnapshot Snapshot(long revision, params IEnumerable<ResourcePolicy> resources) =>
        new(revision, DateTimeOffset.UnixEpoch, resources);

    public static Upstream UpstreamAt(int port, string name = "test upstream") => new(Guid.NewGuid(), name, [new("127.0.0.1", port)]);
}
