using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Pastes;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Portal.Clouds;

/// <summary>Every kind of output that users paste, and all values read from it.</summary>
public class EndpointPasteTests
{
    private const CloudProvider Aws = CloudProvider.Aws;
    private const CloudProvider Azure = CloudProvider.Azure;
    private const CloudProvider Gcp = CloudProvider.Gcp;
    private const CloudProvider Alibaba = CloudProvider.Alibaba;

    private const string AwsService = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238";
    private const string AzureFields = "subscription 6f1d1b3c-1111-4222-8333-444455556666, resourceGroup network-prod, vnet vnet-prod, subnet private-endpoints";

    public static TheoryData<CloudProvider, string, string[]> Outputs => new()
    {
        {
            Aws, PastedOutputs.AwsJson,
            [
                "link vpce-08d2bf15fac5001c9", $"name {PastedOutputs.AwsName}", "status pendingAcceptance, Waiting", $"service {AwsService}", "region us-east-1", "account 111122223333",
                "zones us-east-1a us-east-1e", "fields vpc vpc-0a1b2c3d4e5f60718, subnets subnet-0123456789abcdef0 subnet-0123456789abcdef1, securityGroup sg-0123456789abcdef0",
            ]
        },
        { Aws, PastedOutputs.AwsProjected, ["link vpce-08d2bf15fac5001c9", $"name {PastedOutputs.AwsName}", "status available, Accepted", "service vpce-svc-0e42e1e06ed010238"] },
        { Aws, PastedOutputs.AwsTable, ["link vpce-08d2bf15fac5001c9", $"name {PastedOutputs.AwsName}", "status rejected, Refused", "service vpce-svc-0e42e1e06ed010238"] },
        { Aws, PastedOutputs.AwsText, ["link vpce-08d2bf15fac5001c9", $"name {PastedOutputs.AwsName}", "status pendingAcceptance, Waiting", "service vpce-svc-0e42e1e06ed010238"] },
        { Aws, PastedOutputs.AwsTerraform, ["link vpce-08d2bf15fac5001c9", $"name {PastedOutputs.AwsName}", "service vpce-svc-0e42e1e06ed010238"] },
        {
            Aws, PastedOutputs.AwsConsole,
            ["link vpce-08d2bf15fac5001c9", $"name {PastedOutputs.AwsName}", "status Pending acceptance, Waiting", $"service {AwsService}", "fields vpc vpc-0a1b2c3d4e5f60718"]
        },
        { Aws, PastedOutputs.AwsAll, ["link vpce-0bbbbbbbbbbbbbbbb", "status available, Accepted", $"service {AwsService}"] },
        { Aws, "arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-08d2bf15fac5001c9", ["link vpce-08d2bf15fac5001c9", "region eu-west-1", "account 111122223333"] },
        { Aws, "vpce-08d2bf15fac5001c9", ["link vpce-08d2bf15fac5001c9"] },
        { Aws, "10.0.60.100", ["addresses 10.0.60.100"] },

        {
            Azure, PastedOutputs.AzureJson,
            [
                "addresses 10.0.60.100", "status Approved, Accepted", "message Welcome to my-saas", "request pl-0193f2a7",
                "service my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice", "region westeurope", "account 6f1d1b3c-1111-4222-8333-444455556666",
                $"fields {AzureFields}, name pe-my-saas",
            ]
        },
        {
            Azure, PastedOutputs.AzureProjected,
            [
                "addresses 10.0.60.100", "status Pending, Waiting", "message Awaiting approval", "account 6f1d1b3c-1111-4222-8333-444455556666",
                "fields subscription 6f1d1b3c-1111-4222-8333-444455556666, resourceGroup network-prod, name pe-my-saas",
            ]
        },
        {
            Azure, PastedOutputs.AzureTerraform,
            ["addresses 10.0.60.100", "request please let us in", "region westeurope", "account 6f1d1b3c-1111-4222-8333-444455556666", $"fields {AzureFields}, name pe-my-saas"]
        },
        { Azure, "private_endpoint_address = \"10.0.60.100\"", ["addresses 10.0.60.100"] },
        { Azure, PastedOutputs.AzureConsole, ["addresses 10.0.60.100", "status Rejected, Refused", "region westeurope"] },
        { Azure, PastedOutputs.AzureSubnet, [$"fields {AzureFields}"] },
        { Azure, """{ "name": "pe-1", "linkIdentifier": "553665985" }""", ["link 553665985"] },

        {
            Gcp, PastedOutputs.GcpJson,
            ["link 54626271866403940", "addresses 10.0.60.100", "status PENDING, Waiting", "service projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas"]
        },
        {
            Gcp, PastedOutputs.GcpYaml,
            [
                "link 54626271866403940", "addresses 10.0.60.100", "status REJECTED, Refused", "service projects/another-saas/regions/europe-west1/serviceAttachments/another",
                "region europe-west1", "account acme-prod", "fields project acme-prod, network prod, name my-endpoint",
            ]
        },
        { Gcp, PastedOutputs.GcpTerraform, ["link 54626271866403940", "addresses 10.0.60.100", "status ACCEPTED, Accepted"] },
        { Gcp, PastedOutputs.GcpTerraformJson, ["link 54626271866403940", "addresses 10.0.60.100"] },
        { Gcp, PastedOutputs.GcpConsole, ["link 54626271866403940", "addresses 10.0.60.100", "status Needs attention, Ended"] },
        { Gcp, "projects/acme-prod/regions/europe-west1/subnetworks/prod-apps", ["region europe-west1", "fields project acme-prod, subnet prod-apps"] },

        {
            Alibaba, PastedOutputs.AlibabaJson,
            [
                "link ep-t4i1a4b7c2d8e5h3j9k0", "name ep-t4i1a4b7c2d8e5h3j9k0.epsrv-t4n1a2b3c4d5e6f7g8h9.ap-southeast-1.privatelink.aliyuncs.com", "status Disconnected, Refused",
                "service com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9", "region ap-southeast-1", "fields vpc vpc-t4f1a4b7c2d8e5h3j9k0m, name my-saas",
            ]
        },
        {
            Alibaba, PastedOutputs.AlibabaZones,
            ["link ep-t4i1a4b7c2d8e5h3j9k0", "addresses 192.168.0.12 192.168.1.12", "zones ap-southeast-1a ap-southeast-1b", "fields interfaces 192.168.0.12 192.168.1.12"]
        },
        { Alibaba, PastedOutputs.AlibabaConsole, ["link ep-t4i1a4b7c2d8e5h3j9k0", "status Pending, Waiting"] },
        { Alibaba, "192.168.0.12, 192.168.1.12", ["addresses 192.168.0.12 192.168.1.12", "fields interfaces 192.168.0.12 192.168.1.12"] },
    };

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Read_Output_HasEverythingThatItSays(CloudProvider cloud, string pasted, string[] facts) => Assert.Equal(facts, FactsOf(EndpointPastes.Read(ServiceOf(cloud), pasted)));

    /// <summary>Windows ends lines with two characters, and a single-line field turns line ends into spaces.</summary>
    [Theory]
    [MemberData(nameof(Outputs))]
    public void Read_OtherLineEnds_SaysTheSame(CloudProvider cloud, string pasted, string[] facts)
    {
        Assert.Equal(facts, FactsOf(EndpointPastes.Read(ServiceOf(cloud), pasted.ReplaceLineEndings("\r\n"))));
        if (pasted.TrimStart()[0] == '{') Assert.Equal(facts.Take(1), FactsOf(EndpointPastes.Read(ServiceOf(cloud), pasted.ReplaceLineEndings(" "))).Take(1));
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Read_AnythingLess_Returns(CloudProvider cloud, string pasted, string[] facts)
    {
        Assert.NotEmpty(facts);
        for (var length = 0; length < pasted.Length; length += 7)
            foreach (var service in (PublishedService[])[ServiceOf(cloud), TestServices.Aws, TestServices.Azure, TestServices.Gcp, TestServices.Alibaba])
                EndpointPastes.Read(service, pasted[..length]);
    }

    [Theory]
    [InlineData(Aws, AwsService, true)]
    [InlineData(Aws, "vpce-svc-0e42e1e06ed010238", true)]
    [InlineData(Aws, "com.amazonaws.us-east-1.s3", false)]
    [InlineData(Azure, "MY-SAAS.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice", true)]
    [InlineData(Azure, "other.64359fdd-7893-4215-9929-ece3287e1372.westeurope.azure.privatelinkservice", false)]
    [InlineData(Azure, "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/g/providers/Microsoft.Network/privateLinkServices/s", null)]
    [InlineData(Gcp, "projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas", true)]
    [InlineData(Gcp, "europe-west1/serviceAttachments/my-saas", true)]
    [InlineData(Gcp, "projects/123456789012/regions/europe-west1/serviceAttachments/my-saas", null)]
    [InlineData(Gcp, "projects/another-saas/regions/europe-west1/serviceAttachments/my-saas", false)]
    [InlineData(Alibaba, "epsrv-t4n1a2b3c4d5e6f7g8h9", true)]
    [InlineData(Alibaba, "com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4nanother000000000", false)]
    public void IsSame_ServiceAsATextNamesIt_IsComparedWithThePublishedOne(CloudProvider cloud, string named, bool? isSame) =>
        Assert.Equal(isSame, KnownClouds.Of(cloud).Pastes.IsSame(named, ServiceOf(cloud)));

    private static PublishedService ServiceOf(CloudProvider cloud) => cloud switch
    {
        Aws => TestServices.Aws,
        Azure => TestServices.Azure,
        Gcp => TestServices.Gcp,
        _ => TestServices.Alibaba,
    };

    private static IEnumerable<string> FactsOf(EndpointPaste paste)
    {
        (string, string?)[] facts =
        [
            ("link", paste.Link.LinkId?.ToString()),
            ("name", paste.Name),
            ("addresses", string.Join(' ', paste.Addresses)),
            ("status", paste.Status is { } status ? $"{status.Word}, {status.Meaning}" : null),
            ("message", paste.Message),
            ("request", paste.RequestMessage),
            ("service", paste.Service),
            ("region", paste.Region),
            ("account", paste.Account),
            ("zones", string.Join(' ', paste.Zones)),
            ("fields", string.Join(", ", paste.Fields.Select(field => $"{field.Key} {field.Value}"))),
        ];
        return facts.Where(fact => !string.IsNullOrEmpty(fact.Item2)).Select(fact => $"{fact.Item1} {fact.Item2}");
    }
}
