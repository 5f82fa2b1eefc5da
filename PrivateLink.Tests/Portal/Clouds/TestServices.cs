using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Protocol.Links;
using PrivateLink.Portal.Clouds.Known;

namespace PrivateLink.Tests.Portal.Clouds;

/// <summary>One service per cloud, and the endpoint that a customer creates for it.</summary>
internal static class TestServices
{
    public const string Reference = "pl-0193f2a7";

    public static PublishedService Aws { get; } = new()
    {
        Id = Guid.Empty,
        Name = "aws",
        Cloud = CloudProvider.Aws,
        Region = "us-east-1",
        Alias = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238",
        ZoneIds = ["use1-az2", "use1-az4", "use1-az6"],
        SupportedRegions = ["eu-west-1"],
    };

    public static PublishedService Azure { get; } = new()
    {
        Id = Guid.Empty,
        Name = "azure",
        Cloud = CloudProvider.Azure,
        Region = "westeurope",
        Alias = "my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice",
    };

    public static PublishedService Gcp { get; } = new()
    {
        Id = Guid.Empty,
        Name = "gcp",
        Cloud = CloudProvider.Gcp,
        Region = "europe-west1",
        Alias = "projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas",
    };

    public static PublishedService Alibaba { get; } = new()
    {
        Id = Guid.Empty,
        Name = "alibaba",
        Cloud = CloudProvider.Alibaba,
        Region = "ap-southeast-1",
        Alias = "com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9",
        ZoneIds = ["ap-southeast-1a", "ap-southeast-1b"],
        SupportedRegions = ["cn-hangzhou"],
    };

    private static readonly Dictionary<string, string> AlibabaTexts = new()
    {
        ["vpc"] = "vpc-t4f1a4b7c2d8e5h3j9k0m",
        ["vswitches"] = "ap-southeast-1a:vsw-t4n1a4b7c2d8e5h3j9k0m ap-southeast-1b:vsw-t4n2b5c8d3e9f6i4k0l1n",
        ["securityGroup"] = "sg-t4n1a4b7c2d8e5h3j9k0",
        ["name"] = "my-saas",
    };

    private static readonly Dictionary<string, string> AwsTexts = new()
    {
        ["vpc"] = "vpc-0a1b2c3d4e5f60718",
        ["subnets"] = "subnet-0a1b2c3d4e5f60718 subnet-0f9e8d7c6b5a40312",
        ["clients"] = "10.0.0.0/16, 10.9.0.0/24",
    };

    private static readonly Dictionary<string, string> AzureTexts = new()
    {
        ["subscription"] = "6f1d1b3c-1111-4222-8333-444455556666",
        ["resourceGroup"] = "network-prod",
        ["vnet"] = "vnet-prod",
        ["subnet"] = "private-endpoints",
        ["name"] = "pe-my-saas",
    };

    private static readonly Dictionary<string, string> GcpTexts = new()
    {
        ["project"] = "acme-prod",
        ["network"] = "prod",
        ["subnet"] = "prod-apps",
        ["address"] = "10.0.60.100",
        ["name"] = "my-saas",
    };

    public static EndpointRequest AwsRequest { get; } = new(Aws, Aws.Region, new FormValues(KnownClouds.Of(CloudProvider.Aws).Form.Fields, AwsTexts), Reference);

    public static EndpointRequest AwsRemoteRequest { get; } = new(
        Aws, "eu-west-1", new FormValues(KnownClouds.Of(CloudProvider.Aws).Form.Fields, new Dictionary<string, string>(AwsTexts) { ["securityGroup"] = "sg-0a1b2c3d4e5f60718" }), Reference);

    public static EndpointRequest AzureRequest { get; } = new(Azure, "northeurope", new FormValues(KnownClouds.Of(CloudProvider.Azure).Form.Fields, AzureTexts), Reference);

    public static EndpointRequest GcpRequest { get; } = new(Gcp, Gcp.Region, new FormValues(KnownClouds.Of(CloudProvider.Gcp).Form.Fields, GcpTexts), Reference, GlobalAccess: true);

    public static DnsPlan PlanOf(DnsRequest request) => KnownClouds.Of(request.PrivateEndpoint.Service.Cloud).Dns.Plan(request);

    public static EndpointRequest AlibabaRequest { get; } =
        new(Alibaba, Alibaba.Region, new FormValues(KnownClouds.Of(CloudProvider.Alibaba).Form.Fields, AlibabaTexts), Reference);

    public static EndpointRequest AlibabaRemoteRequest { get; } = AlibabaRequest with
    {
        Region = "cn-hangzhou",
        Values = new FormValues(KnownClouds.Of(CloudProvider.Alibaba).Form.Fields, new Dictionary<string, string>(AlibabaTexts) { ["vswitches"] = "cn-hangzhou-i:vsw-bp1a4b7c2d8e5h3j9k0m2" }),
    };

    /// <summary>The request with every user-supplied value replaced by the same text, bypassing validation.</summary>
    public static EndpointRequest With(EndpointRequest request, string text) => request with
    {
        Service = request.Service with { Alias = text },
        Values = new FormValues(
            [.. KnownClouds.Of(request.Service.Cloud).Form.Fields.Select(field => new FormField(field.Key, field.Label, field.Example, field.StandIn, typed => new(typed, null)))],
            KnownClouds.Of(request.Service.Cloud).Form.Fields.ToDictionary(field => field.Key, _ => text)),
        Reference = text,
    };
}
