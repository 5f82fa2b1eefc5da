using CsCheck;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Tests.Support;

/// <summary>A connection as a value that can be generated and stored, unlike <see cref="AccessRequest"/>, which borrows its name.</summary>
internal sealed record Attempt(string Name, LinkIdentity Identity, ListenerPolicy Listener)
{
    public AccessDecision Against(PolicySnapshot? snapshot) => AccessPolicy.Evaluate(snapshot, new AccessRequest(Name, Identity, Listener));
}

/// <summary>
/// Generates policies and connections with few names, links and services, so that they often match. Varies everything that a decision depends on.
/// </summary>
internal static class PolicyGen
{
    private static readonly string[] Names = ["a.my-saas.io", "b.my-saas.io", "*.my-saas.io", "c.example"];
    private static readonly string[] Services = ["saas", "saas-elsewhere"];

    private static readonly Gen<LinkId> Link = Gen.OneOfConst(
        TestPolicy.AwsLink, TestPolicy.Link(CloudProvider.Aws, "vpce-other"), LinkId.Azure(7), LinkId.Gcp(7), LinkId.Gcp(ulong.MaxValue));

    public static readonly Gen<LinkGrant> Grant =
        Gen.Select(Link, Gen.OneOfConst(Services), Gen.Bool, (link, service, enabled) => new LinkGrant(link, service, enabled));

    public static readonly Gen<Attempt> Attempt = Gen.Select(
        Gen.OneOfConst("a.my-saas.io", "b.my-saas.io", "z.my-saas.io", "c.example", "x.c.example", "nonce.claim.invalid"),
        Gen.Frequency(
            (4, Link.Select(LinkIdentity.One)),
            (1, Gen.OneOfConst(LinkIdentity.Absent, LinkIdentity.Malformed, LinkIdentity.Ambiguous))),
        Gen.Select(Gen.OneOfConst(null, Services[0], Services[1]), Gen.Bool, Gen.Bool,
            (service, required, audit) => new ListenerPolicy("generated", service, required, audit)),
        (name, identity, listener) => new Attempt(name, identity, listener));

    /// <summary>One resource for each of the names, in any mode, with any links.</summary>
    public static readonly Gen<ResourcePolicy[]> Resources = Gen.Select(
        Resource(Names[0]), Resource(Names[1]), Resource(Names[2]), Resource(Names[3]), (a, b, c, d) => new[] { a, b, c, d });

    public static ResourcePolicy With(ResourcePolicy resource, IEnumerable<LinkGrant> grants) => new()
    {
        ResourceId = resource.ResourceId,
        TenantId = resource.TenantId,
        Names = resource.Names,
        Mode = resource.Mode,
        Disabled = resource.Disabled,
        Links = new LinkTable(grants),
        Upstream = resource.Upstream,
    };

    private static Gen<ResourcePolicy> Resource(string name) => Gen.Select(
        Gen.OneOfConst(ResourceMode.Open, ResourceMode.Monitor, ResourceMode.Enforce), Gen.Int[0, 9], Grant.Array[0, 4],
        (mode, luck, grants) =>
        {
            var resource = TestPolicy.Resource(name, mode, grants);
            return luck == 0 ? TestPolicy.SwitchedOff(resource) : resource;
        });
}
