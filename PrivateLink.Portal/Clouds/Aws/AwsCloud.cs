using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Pastes;
using PrivateLink.Portal.Clouds.Zones;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Links.Aws;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>AWS PrivateLink.</summary>
internal sealed class AwsCloud : ICloud
{
    public CloudProvider Provider => CloudProvider.Aws;

    public CloudWords Words { get; } = new()
    {
        Name = "AWS",
        Glyph = "M2 12 8 3l6 9",
        Network = "VPC",
        PrivateEndpoint = "VPC endpoint",
        LinkId = "VPC endpoint ID",
        Account = "AWS account",
        Alias = "service name",
        Service = "VPC endpoint service",
        Identity = "AWS endpoint",
        WhenNothingComes =
            "Its state is \"available\" (up to ten minutes after it was accepted); its security group allows your clients on the service's port; its subnets are in zones of the service.",
    };

    public ICloudRegions Regions { get; } = new AwsRegions();

    public ICloudForm Form { get; } = new AwsForm();

    public ILinkIds LinkIds { get; } = new AwsLinkIds();

    public IEndpointAddress Address { get; } = new AwsEndpointAddress();

    public IEndpointPastes Pastes { get; } = new AwsPastes(new AwsLinkIds());

    public IEndpointRecipe Endpoint { get; } = new AwsEndpointRecipe();

    public IDnsRecipe Dns { get; } = new AwsDns();

    public ICloudZones? Zones { get; } = new AwsZones();

    public IProviderSide ProviderSide { get; } = new AwsProviderSide();

    public CloudHeader Header { get; } = new()
    {
        TlvType = AwsTlv.Type,
        Value = "VPC endpoint ID",
        Subtypes = [new(AwsTlv.EndpointId, "VPC endpoint ID")],
        HasChecksumAndPadding = true,
        LinkIdForm = "vpce-…",
        Example = "0d0a0d0a000d0a515549540a 21 11 0026 0a00010f 0a000909 c822 01bb ea 0017 01 767063652d3061316232633364346535663630373138",
    };

    public CloudComparison Comparison { get; } = new()
    {
        CanReadLinkId = "yes",
        Zones = "one in common with the service",
        OtherRegions = "where the provider has opened them",
        WhoAccepts = "the provider, where it asks for it",
        DnsRecord = "A alias to the endpoint's DNS name",
        IdleTimeout = "350 seconds, unless changed",
        LinkIdReuse = "not documented",
    };

    public CloudDemonstration Demonstration { get; } = new()
    {
        Service = "saas-aws-us-east-1",
        Alias = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238",
        ZoneIds = "use1-az2 use1-az4 use1-az6",
        SupportedRegions = "eu-west-1 us-west-2",
        Listener = "aws",
        Port = 7441,
    };
}
