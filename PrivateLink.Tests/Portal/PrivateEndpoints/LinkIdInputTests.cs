using System.Diagnostics;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Portal.PrivateEndpoints;

/// <summary>Every form in which users paste a link ID, and every mistake with its own sentence.</summary>
public class LinkIdInputTests
{
    private const CloudProvider Aws = CloudProvider.Aws;
    private const CloudProvider Azure = CloudProvider.Azure;
    private const CloudProvider Gcp = CloudProvider.Gcp;
    private const CloudProvider Alibaba = CloudProvider.Alibaba;

    private const string AwsDescribe = """
        {"VpcEndpoints":[{"VpcEndpointId":"vpce-08d2bf15fac5001c9","VpcId":"vpc-0a1b2c3d4e5f60718","State":"available",
        "ServiceName":"com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238","SubnetIds":["subnet-0123456789abcdef0"],
        "NetworkInterfaceIds":["eni-0123456789abcdef0"],
        "DnsEntries":[{"DnsName":"vpce-08d2bf15fac5001c9-ab12cd34.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com"}]}]}
        """;

    private const string AlibabaList = """
        {"Endpoints":{"Endpoint":[{"ConnectionStatus":"Connected","EndpointDomain":"ep-t4idifferent0000000.epsrv-t4n1a2b3c4d5e6f7g8h9.ap-southeast-1.privatelink.aliyuncs.com",
        "EndpointId":"ep-t4i1a4b7c2d8e5h3j9k0","EndpointStatus":"Active","RegionId":"ap-southeast-1",
        "ServiceName":"com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9","VpcId":"vpc-t4f1a4b7c2d8e5h3j9k0m"}]}}
        """;

    private const string AlibabaDomain = "ep-t4i1a4b7c2d8e5h3j9k0-ap-southeast-1a.epsrv-t4n1a2b3c4d5e6f7g8h9.ap-southeast-1.privatelink.aliyuncs.com";

    private const string GcpYaml = """
        id: '4837194650921837465'
        name: my-endpoint
        pscConnectionId: '54626271866403940'
        pscConnectionStatus: ACCEPTED
        selfLink: https://www.googleapis.com/compute/v1/projects/acme-prod/regions/europe-west1/forwardingRules/my-endpoint
        target: https://www.googleapis.com/compute/v1/projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas
        """;

    private const string AzurePrivateEndpoint =
        "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/net/providers/Microsoft.Network/privateEndpoints/pe-1";

    public static TheoryData<CloudProvider, string, string, string?> Recognised => new()
    {
        { Aws, "vpce-08d2bf15fac5001c9", "vpce-08d2bf15fac5001c9", null },
        { Aws, "  VPCE-08D2BF15FAC5001C9\n", "vpce-08d2bf15fac5001c9", null },
        { Aws, "vpce-0a1b2c3d", "vpce-0a1b2c3d", null },
        { Aws, "\"vpce-08d2bf15fac5001c9\",", "vpce-08d2bf15fac5001c9", null },
        { Aws, "arn:aws:ec2:us-east-1:123456789012:vpc-endpoint/vpce-08d2bf15fac5001c9", "vpce-08d2bf15fac5001c9", "Taken from the ARN." },
        { Aws, "vpce-08d2bf15fac5001c9-ab12cd34.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com", "vpce-08d2bf15fac5001c9", "Taken from the endpoint's DNS name." },
        { Aws, "vpce-08d2bf15fac5001c9-ab12cd34-us-east-1a.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com", "vpce-08d2bf15fac5001c9", "Taken from the endpoint's DNS name." },
        { Aws, AwsDescribe, "vpce-08d2bf15fac5001c9", "Taken from the pasted text." },

        { Azure, "553665985", "553665985", null },
        { Azure, "0", "0", null },
        { Azure, "4294967295", "4294967295", null },
        { Azure, "0x210045C1", "553665985", "Converted from hex: 553665985." },
        { Azure, "553,665,985", "553665985", "Read as 553665985." },
        { Azure, "553 665 985", "553665985", "Read as 553665985." },
        { Azure, "000553665985", "553665985", "Read as 553665985." },
        { Azure, """{ "name": "pe-1", "linkIdentifier": "553665985" }""", "553665985", "Read as 553665985." },

        { Gcp, "54626271866403940", "54626271866403940", null },
        { Gcp, "18446744073709551615", "18446744073709551615", null },
        { Gcp, "0xFFFFFFFFC0A86402", "18446744072646845442", "Converted from hex: 18446744072646845442." },
        { Gcp, "54_626_271_866_403_940", "54626271866403940", "Read as 54626271866403940." },
        { Gcp, """{"pscConnectionId": "54626271866403940", "id": "1"}""", "54626271866403940", "Read as 54626271866403940." },
        { Gcp, GcpYaml, "54626271866403940", "Read as 54626271866403940." },

        { Alibaba, "ep-t4i1a4b7c2d8e5h3j9k0", "ep-t4i1a4b7c2d8e5h3j9k0", null },
        { Alibaba, " EP-T4I1A4B7C2D8E5H3J9K0,\n", "ep-t4i1a4b7c2d8e5h3j9k0", null },
        { Alibaba, AlibabaDomain, "ep-t4i1a4b7c2d8e5h3j9k0", "Taken from the endpoint's domain name. Check in your console that it is the endpoint's ID." },
        { Alibaba, AlibabaList, "ep-t4i1a4b7c2d8e5h3j9k0", "Taken from the pasted text." },
        { Alibaba, """{"RequestId":"0ED8D006","EndpointId":"ep-t4i1a4b7c2d8e5h3j9k0","EndpointStatus":"Creating"}""", "ep-t4i1a4b7c2d8e5h3j9k0", "Taken from the pasted text." },
    };

    /// <summary>The pasted text, and a part of the sentence that is unique to the mistake.</summary>
    public static TheoryData<CloudProvider, string?, string> Mistakes => new()
    {
        { Aws, null, "Paste the VPC endpoint ID" },
        { Aws, "vpc-0a1b2c3d4e5f60718", "This is the ID of a VPC." },
        { Aws, "vpce-svc-0e42e1e06ed010238", "This is the service that you connect to." },
        { Aws, "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238", "This is the service that you connect to." },
        { Aws, "eni-0123456789abcdef0", "one of the endpoint's network interfaces" },
        { Aws, "subnet-0123456789abcdef0", "the ID of a subnet" },
        { Aws, "sg-0123456789abcdef0", "the ID of a security group" },
        { Aws, "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0a1b2c3d4e5f60718", "This is the ID of a VPC." },
        { Aws, "vpce-08d2bf15fac5001c", "ID is incomplete" },
        { Aws, "vpce-08d2bf15fac5001cz", "ID is incomplete" },
        { Aws, "vpce-08d2bf15fac5001c9, vpce-0a1b2c3d", "This names 2 endpoints (vpce-08d2bf15fac5001c9, vpce-0a1b2c3d)." },
        { Aws, "553665985", "This is a number, the kind of ID that Azure and GCP use." },
        { Aws, "6f1d1b3c-1111-4222-8333-444455556666", "This is a GUID, the kind of ID that Azure uses." },
        { Aws, AzurePrivateEndpoint, "This belongs to Azure" },
        { Aws, "projects/acme-prod/regions/europe-west1/forwardingRules/my-endpoint", "This belongs to GCP" },
        { Aws, "megacorp.my-saas.io", "This contains no VPC endpoint ID." },

        { Azure, "", "Type the LinkID, a number of up to ten digits." },
        { Azure, "4294967296", "too large for an Azure LinkID" },
        { Azure, "54626271866403940", "It may be a GCP connection ID" },
        { Azure, "18446744073709551616", "more than 64 bits" },
        { Azure, "-1", "never negative" },
        { Azure, "6f1d1b3c-1111-4222-8333-444455556666", "probably the endpoint's resourceGuid" },
        { Azure, AzurePrivateEndpoint, "the resource ID of your private endpoint" },
        { Azure, AzurePrivateEndpoint.Replace("privateEndpoints/pe-1", "networkInterfaces/nic-1", StringComparison.Ordinal), "the network interface of a private endpoint" },
        { Azure, AzurePrivateEndpoint.Replace("privateEndpoints", "privateLinkServices", StringComparison.Ordinal), "This is the service that you connect to." },
        { Azure, AzurePrivateEndpoint.Replace("privateEndpoints", "virtualNetworks", StringComparison.Ordinal), "is not a private endpoint" },
        { Azure, "my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice", "This is the service that you connect to." },
        { Azure, "vpce-08d2bf15fac5001c9", "This belongs to AWS" },
        { Azure, "projects/acme-prod/regions/europe-west1/forwardingRules/my-endpoint", "This belongs to GCP" },
        { Azure, """[{"linkIdentifier": "1"}, {"linkIdentifier": "2"}]""", "This names 2 connections (1, 2)." },
        { Azure, "210045C1", "Write hexadecimal with 0x in front" },
        { Azure, "1,2,3", "This contains no LinkID." },

        { Gcp, "", "Paste the PSC connection ID" },
        { Gcp, "18446744073709551616", "more than 64 bits" },
        { Gcp, "-1063098366", "never negative" },
        { Gcp, "projects/acme-prod/regions/europe-west1/forwardingRules/my-endpoint", "the name of your endpoint's forwarding rule" },
        { Gcp, "https://www.googleapis.com/compute/v1/projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas", "This is the service that you connect to." },
        { Gcp, "id: '4837194650921837465'\nname: my-endpoint", "The field id is a different number" },
        { Gcp, "6f1d1b3c-1111-4222-8333-444455556666", "This is a GUID, the kind of ID that Azure uses." },
        { Gcp, AzurePrivateEndpoint, "This belongs to Azure" },
        { Gcp, "vpce-08d2bf15fac5001c9", "This belongs to AWS" },
        { Gcp, "my-endpoint", "This contains no connection ID." },

        { Alibaba, "", "Paste the endpoint ID" },
        { Alibaba, "ep-t4i1", "ID is incomplete" },
        { Alibaba, "epsrv-t4n1a2b3c4d5e6f7g8h9", "This is the service that you connect to." },
        { Alibaba, "com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9", "This is the service that you connect to." },
        { Alibaba, "vpc-t4f1a4b7c2d8e5h3j9k0m", "This is the ID of a VPC." },
        { Alibaba, "vsw-t4n1a4b7c2d8e5h3j9k0m", "the ID of a vSwitch" },
        { Alibaba, "ep-t4i1a4b7c2d8e5h3j9k0 ep-t4i9z8y7x6w5v4u3t2s1", "This names 2 endpoints" },
        { Alibaba, "553665985", "This is a number, the kind of ID that Azure and GCP use." },
        { Alibaba, "6f1d1b3c-1111-4222-8333-444455556666", "This is a GUID, the kind of ID that Azure uses." },
        { Alibaba, "vpce-08d2bf15fac5001c9", "This belongs to AWS" },
        { Alibaba, AzurePrivateEndpoint, "This belongs to Azure" },
        { Alibaba, "megacorp.my-saas.io", "This contains no endpoint ID." },
        { Aws, "ep-t4i1a4b7c2d8e5h3j9k0", "This belongs to Alibaba Cloud" },
        { Aws, "vpc-t4f1a4b7c2d8e5h3j9k0m", "This belongs to Alibaba Cloud" },
        { Azure, AlibabaDomain, "This belongs to Alibaba Cloud" },
        { Gcp, "epsrv-t4n1a2b3c4d5e6f7g8h9", "This belongs to Alibaba Cloud" },
    };

    [Theory]
    [MemberData(nameof(Recognised))]
    public void Parse_KnownForm_GivesTheLinkId(CloudProvider cloud, string pasted, string linkId, string? message)
    {
        var result = LinkIdInput.Parse(cloud, pasted);

        Assert.Equal(linkId, result.LinkId?.ToString());
        Assert.Equal(cloud, result.LinkId?.Cloud);
        Assert.Equal(message, result.Message);
        Assert.False(result.IsError);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Parse_Mistake_IsExplained(CloudProvider cloud, string? pasted, string explanation)
    {
        var result = LinkIdInput.Parse(cloud, pasted);

        Assert.Null(result.LinkId);
        Assert.True(result.IsError);
        Assert.Contains(explanation, result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Aws)]
    [InlineData(Azure)]
    [InlineData(Gcp)]
    [InlineData(Alibaba)]
    public void Parse_WithinTheLongestPaste_AnswersBetweenTwoKeystrokes(CloudProvider cloud)
    {
        string[] nasty = [new('1', LinkIdInput.LongestPaste), new(' ', LinkIdInput.LongestPaste), string.Concat(Enumerable.Repeat("vpce-", LinkIdInput.LongestPaste / 5)),
            string.Concat(Enumerable.Repeat("ep-", LinkIdInput.LongestPaste / 3)), string.Concat(Enumerable.Repeat("/vpc-0123456789", LinkIdInput.LongestPaste / 15)),
            string.Concat(Enumerable.Repeat("projects/x/regions/", 3_000)), string.Concat(Enumerable.Repeat("123,", LinkIdInput.LongestPaste / 4))];

        // Takes the fastest of several runs, because a busy machine may interrupt any of them.
        var fastest = Enumerable.Range(0, 5).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            foreach (var text in nasty) Assert.True(LinkIdInput.Parse(cloud, text).IsError);
            return Stopwatch.GetElapsedTime(started);
        });

        Assert.True(fastest < TimeSpan.FromSeconds(2), $"The fastest took {fastest}.");
    }

    [Fact]
    public void Parse_LongerThanAnyOutput_IsRefused() =>
        Assert.Contains("too long", LinkIdInput.Parse(Aws, new string('x', LinkIdInput.LongestPaste + 1)).Message, StringComparison.Ordinal);
}
