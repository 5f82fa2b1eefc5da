using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Pastes;
using PrivateLink.Portal.Clouds.Zones;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Links.Alibaba;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>Alibaba Cloud PrivateLink.</summary>
internal sealed class AlibabaCloud : ICloud
{
    public CloudProvider Provider => CloudProvider.Alibaba;

    public CloudWords Words { get; } = new()
    {
        Name = "Alibaba Cloud",
        Glyph = "M8 2 14 8 8 14 2 8z",
        Network = "VPC",
        PrivateEndpoint = "endpoint",
        LinkId = "endpoint ID",
        Account = "Alibaba Cloud account",
        Alias = "endpoint service name",
        Service = "endpoint service",
        Identity = "Alibaba Cloud endpoint",
        WhenNothingComes =
            "Its status is Active and its connection status Connected; its security group allows your clients on the service's port; its vSwitches are in zones of the service.",
    };

    public ICloudRegions Regions { get; } = new AlibabaRegions();

    public ICloudForm Form { get; } = new AlibabaForm();

    public ILinkIds LinkIds { get; } = new AlibabaLinkIds();

    public IEndpointAddress Address { get; } = new AlibabaEndpointAddress();

    public IEndpointPastes Pastes { get; } = new AlibabaPastes();

    public IEndpointRecipe Endpoint { get; } = new AlibabaEndpointRecipe();

    public IDnsRecipe Dns { get; } = new AlibabaDns();

    public ICloudZones? Zones { get; } = new AlibabaZones();

    public IProviderSide ProviderSide { get; } = new AlibabaProviderSide();

    public CloudHeader Header { get; } = new()
    {
        TlvType = AlibabaTlv.Type,
        Value = "endpoint ID",
        Subtypes =
        [
            new(AlibabaTlv.VpcId, "VPC", "VPC ID"),
            new(AlibabaTlv.EndpointId, "endpoint"),
            new(AlibabaTlv.ServiceId, "endpoint service", "endpoint service ID"),
        ],
        LinkIdForm = "ep-…",
        Example = "0d0a0d0a000d0a515549540a 21 11 005f 0a010a14 0a020a05 9c40 01bb"
            + " e1 0017 01 7670632d743466316134623763326438653568336a39"
            + " e1 0018 02 65702d743469316134623763326438653568336a396b30"
            + " e1 001b 03 65707372762d74346e3161326233633464356536663767386839",
    };

    public CloudComparison Comparison { get; } = new()
    {
        CanReadLinkId = "yes",
        Zones = "one in common with the service",
        OtherRegions = "where the provider has opened them",
        WhoAccepts = "the provider, unless the service accepts by itself",
        DnsRecord = "A to the endpoint's address in each zone",
        IdleTimeout = "900 seconds, unless changed (check)",
        LinkIdReuse = "not documented",
    };

    public CloudDemonstration Demonstration { get; } = new()
    {
        Service = "saas-alibaba-ap-southeast-1",
        Alias = "com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9",
        ZoneIds = "ap-southeast-1a ap-southeast-1b",
        SupportedRegions = "ap-southeast-5",
        TlvsBeside = AlibabaHeader.TlvsBeside("vpc-t4f1a4b7c2d8e5h3j9", "epsrv-t4n1a2b3c4d5e6f7g8h9"),
        Listener = "alibaba",
        Port = 7444,
    };
}
