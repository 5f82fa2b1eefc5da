using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Pastes;
using PrivateLink.Portal.Clouds.Zones;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Links.Gcp;

namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>GCP Private Service Connect.</summary>
internal sealed class GcpCloud : ICloud
{
    public CloudProvider Provider => CloudProvider.Gcp;

    public CloudWords Words { get; } = new()
    {
        Name = "GCP",
        Glyph = "M8 2 13.2 5v6L8 14 2.8 11V5z",
        Network = "VPC network",
        PrivateEndpoint = "PSC endpoint",
        LinkId = "PSC connection ID",
        Account = "GCP project",
        Alias = "service attachment",
        Service = "service attachment",
        Identity = "GCP PSC connection",
        WhenNothingComes =
            "Its pscConnectionStatus is ACCEPTED; it is in the service's region, and clients elsewhere use global access; no egress firewall rule blocks the traffic.",
    };

    public ICloudRegions Regions { get; } = new GcpRegions();

    public ICloudForm Form { get; } = new GcpForm();

    public ILinkIds LinkIds { get; } = new GcpLinkIds();

    public IEndpointAddress Address { get; } = new GcpEndpointAddress();

    public IEndpointPastes Pastes { get; } = new GcpPastes();

    public IEndpointRecipe Endpoint { get; } = new GcpEndpointRecipe();

    public IDnsRecipe Dns { get; } = new GcpDns();

    public ICloudZones? Zones => null;

    public IProviderSide ProviderSide { get; } = new GcpProviderSide();

    public CloudHeader Header { get; } = new()
    {
        TlvType = GcpTlv.Type,
        Value = "PSC connection ID (big-endian)",
        LinkIdForm = "number",
        Example = "0d0a0d0a000d0a515549540a 21 11 0017 c0a80005 0a0a0009 9c40 01bb e0 0008 ffffffffc0a86402",
    };

    public CloudComparison Comparison { get; } = new()
    {
        CanReadLinkId = "yes",
        Zones = "no rule",
        OtherRegions = "endpoint in the service's region, clients with global access",
        WhoAccepts = "the provider, by project",
        DnsRecord = "A to the endpoint's address",
        IdleTimeout = "20 minutes",
        LinkIdReuse = "yes, after the endpoint is gone",
    };

    public CloudDemonstration Demonstration { get; } = new()
    {
        Service = "saas-gcp-europe-west1",
        Alias = "projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas",
        Instructions = "Clients outside europe-west1 need global access, which this service allows.",
        Listener = "gcp",
        Port = 7443,
    };
}
