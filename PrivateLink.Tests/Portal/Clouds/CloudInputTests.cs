using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Aws;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Gcp;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Portal.Clouds;

/// <summary>User input about clouds, in the forms that users copy, with a sentence for each mistake.</summary>
public class CloudInputTests
{
    private const CloudProvider Aws = CloudProvider.Aws;
    private const CloudProvider Azure = CloudProvider.Azure;
    private const CloudProvider Gcp = CloudProvider.Gcp;
    private const CloudProvider Alibaba = CloudProvider.Alibaba;

    [Theory]
    [InlineData(Aws, "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238", "us-east-1")]
    [InlineData(Aws, "com.amazonaws.vpce.us-gov-west-1.vpce-svc-0e42e1e0", "us-gov-west-1")]
    [InlineData(Azure, "eastus2-prod-002-privatelink-service.64359fdd-7893-4215-9929-ece3287e1371.eastus2.azure.privatelinkservice", "eastus2")]
    [InlineData(Azure, "a.b.c.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice", "westeurope")]
    [InlineData(Gcp, "projects/cloud-production-168820/regions/asia-southeast1/serviceAttachments/proxy-psc-production-asia-southeast1-v1-attachment", "asia-southeast1")]
    [InlineData(Gcp, "https://www.googleapis.com/compute/v1/projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas", "europe-west1")]
    [InlineData(Alibaba, "com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9", "ap-southeast-1")]
    [InlineData(Alibaba, "com.aliyuncs.privatelink.cn-huhehaote.epsrv-hp3vpx8yqxblby3iabcd", "cn-huhehaote")]
    public void Alias_OfAService_IsReadWithItsRegion(CloudProvider cloud, string typed, string region)
    {
        var reading = KnownClouds.Of(cloud).ProviderSide.ReadAlias($" {typed}\n");

        Assert.Null(reading.Error);
        Assert.Equal(region, reading.Region);
        Assert.EndsWith(reading.Alias!, typed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Aws, "", "Paste the service name")]
    [InlineData(Aws, "vpce-svc-0e42e1e06ed010238", "This is the service ID")]
    [InlineData(Aws, "vpce-08d2bf15fac5001c9", "This is an endpoint")]
    [InlineData(Aws, "vpce-svc-071afff70666e61e0.us-east-1.vpce.amazonaws.com", "service ID")]
    [InlineData(Aws, "com.amazonaws.us-east-1.s3", "has the form com.amazonaws.vpce")]
    [InlineData(Azure, "", "Paste the alias")]
    [InlineData(Azure, "/subscriptions/x/resourceGroups/y/providers/Microsoft.Network/privateLinkServices/z", "This is a resource ID")]
    [InlineData(Azure, "my-saas.westeurope.azure.privatelinkservice", "alias is incomplete")]
    [InlineData(Azure, "my-saas", "An alias has the form")]
    [InlineData(Gcp, "", "Paste the URI")]
    [InlineData(Gcp, "projects/p-1/regions/r/forwardingRules/x", "This is a forwarding rule")]
    [InlineData(Gcp, "my-saas", "A service attachment has the form")]
    [InlineData(Alibaba, "", "Paste the endpoint service name")]
    [InlineData(Alibaba, "epsrv-t4n1a2b3c4d5e6f7g8h9", "This is the service's ID")]
    [InlineData(Alibaba, "ep-t4i1a4b7c2d8e5h3j9k0", "This is an endpoint")]
    [InlineData(Alibaba, "com.aliyuncs.privatelink.ap-southeast-5.oss", "has the form com.aliyuncs.privatelink")]
    public void Alias_Mistake_IsExplained(CloudProvider cloud, string typed, string explanation) =>
        Assert.Contains(explanation, KnownClouds.Of(cloud).ProviderSide.ReadAlias(typed).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData(Aws, "1234-5678-9012", "123456789012")]
    [InlineData(Aws, "arn:aws:iam::123456789012:root", "123456789012")]
    [InlineData(Azure, "/subscriptions/6F1D1B3C-1111-4222-8333-444455556666/resourceGroups/x", "6f1d1b3c-1111-4222-8333-444455556666")]
    [InlineData(Gcp, "projects/acme-prod", "acme-prod")]
    [InlineData(Gcp, "example.com:acme-prod", "example.com:acme-prod")]
    [InlineData(Alibaba, "1234567890123456", "1234567890123456")]
    [InlineData(Alibaba, "acs:ram::1234567890123456:root", "1234567890123456")]
    public void Account_InAnyForm_IsRead(CloudProvider cloud, string typed, string account) =>
        Assert.Equal(account, KnownClouds.Of(cloud).Form.ReadAccount(typed).Value);

    [Theory]
    [InlineData(Aws, "12345", "12 digits")]
    [InlineData(Azure, "My subscription", "is a GUID")]
    [InlineData(Gcp, "My Project", "display name")]
    [InlineData(Alibaba, "me@example.com", "is a number")]
    public void Account_Mistake_IsExplained(CloudProvider cloud, string typed, string explanation) =>
        Assert.Contains(explanation, KnownClouds.Of(cloud).Form.ReadAccount(typed).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData(Aws, "US-East-1", "us-east-1", null)]
    [InlineData(Aws, "us-east-1a", null, "Its region is us-east-1")]
    [InlineData(Azure, "West Europe", "westeurope", null)]
    [InlineData(Azure, "west-europe", null, "looks like westeurope")]
    [InlineData(Gcp, "europe-west1", "europe-west1", null)]
    [InlineData(Gcp, "europe-west1-b", null, "Its region is europe-west1")]
    [InlineData(Alibaba, "CN-Hangzhou", "cn-hangzhou", null)]
    [InlineData(Alibaba, "cn-shanghai-finance-1", "cn-shanghai-finance-1", null)]
    [InlineData(Alibaba, "cn-hangzhou-i", null, "Its region is cn-hangzhou")]
    [InlineData(Alibaba, "ap-southeast-1a", null, "Its region is ap-southeast-1")]
    [InlineData(Alibaba, "hangzhou", null, "looks like cn-hangzhou")]
    public void Region_AsTyped_IsReadOrExplained(CloudProvider cloud, string typed, string? region, string? explanation)
    {
        var reading = KnownClouds.Of(cloud).Regions.Read(typed);

        Assert.Equal(region, reading.Value);
        if (explanation is not null) Assert.Contains(explanation, reading.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Regions_InEveryList_AreRegionsOfTheirCloud()
    {
        foreach (var cloud in Enum.GetValues<CloudProvider>())
            Assert.All(KnownClouds.Of(cloud).Regions.Names, region => Assert.Equal(region, KnownClouds.Of(cloud).Regions.Read(region).Value));
    }

    [Theory]
    [InlineData("vpc", "subnet-0a1b2c3d", "ID starts with vpc-")]
    [InlineData("vpc", "vpc-0a1b2c3", "is not a whole VPC ID")]
    [InlineData("subnets", "subnet-0a1b2c3d, vpc-0a1b2c3d", "ID starts with subnet-")]
    [InlineData("securityGroup", "default", "ID starts with sg-")]
    [InlineData("clients", "10.0.0.1", "10.0.0.1/32")]
    [InlineData("clients", "10.0.0.1/8", "bits set after its prefix")]
    [InlineData("clients", "fd00::/8", "IPv6 network")]
    public void AwsForm_Mistake_IsExplained(string field, string typed, string explanation) =>
        Assert.Contains(explanation, new FormValues(KnownClouds.Of(Aws).Form.Fields, new Dictionary<string, string> { [field] = typed }).Errors[field], StringComparison.Ordinal);

    [Theory]
    [InlineData("subscription", "prod", "is a GUID")]
    [InlineData("resourceGroup", "prod.", "does not end with '.'")]
    [InlineData("vnet", "/subscriptions/x/virtualNetworks/vnet-prod", "Type the name of the virtual network alone: vnet-prod")]
    [InlineData("subnet", "-x", "begins with a letter or digit")]
    public void AzureForm_Mistake_IsExplained(string field, string typed, string explanation) =>
        Assert.Contains(explanation, new FormValues(KnownClouds.Of(Azure).Form.Fields, new Dictionary<string, string> { [field] = typed }).Errors[field], StringComparison.Ordinal);

    [Theory]
    [InlineData("network", "Prod", "lower-case letters")]
    [InlineData("address", "10.0.0", "like 10.0.60.100")]
    [InlineData("project", "x", "6 to 30")]
    public void GcpForm_Mistake_IsExplained(string field, string typed, string explanation) =>
        Assert.Contains(explanation, new FormValues(KnownClouds.Of(Gcp).Form.Fields, new Dictionary<string, string> { [field] = typed }).Errors[field], StringComparison.Ordinal);

    [Theory]
    [InlineData("vpc", "vsw-t4n1a4b7c2d8e5h3j9k0m", "ID starts with vpc-")]
    [InlineData("vpc", "vpc-t4", "is not a whole VPC ID")]
    [InlineData("vswitches", "vsw-t4n1a4b7c2d8e5h3j9k0m", "lacks its zone")]
    [InlineData("vswitches", "ap-southeast-1:vsw-t4n1a4b7c2d8e5h3j9k0m", "is not a zone ID")]
    [InlineData("vswitches", "ap-southeast-1a:subnet-1", "ID starts with vsw-")]
    [InlineData("securityGroup", "default", "ID starts with sg-")]
    [InlineData("name", "1", "begins with a letter")]
    public void AlibabaForm_Mistake_IsExplained(string field, string typed, string explanation) =>
        Assert.Contains(explanation, new FormValues(KnownClouds.Of(Alibaba).Form.Fields, new Dictionary<string, string> { [field] = typed }).Errors[field], StringComparison.Ordinal);

    [Theory]
    [InlineData("ap-southeast-1", ReachKind.SameRegion, "a zone of the service")]
    [InlineData("cn-hangzhou", ReachKind.CrossRegion, "accepts endpoints from cn-hangzhou")]
    [InlineData("us-west-1", ReachKind.None, "accepts endpoints from ap-southeast-1 and cn-hangzhou")]
    public void Reach_OfAnAlibabaService_FollowsItsRegions(string from, ReachKind kind, string sentence)
    {
        var reach = Reach(TestServices.Alibaba, from);

        Assert.Equal((kind, from), (reach.Kind, reach.Region));
        Assert.Contains(sentence, reach.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ap-southeast-1", "", true, "Enter the load balancer's zone IDs")]
    [InlineData("ap-southeast-1", "", false, null)]
    [InlineData("ap-southeast-1", "ap-southeast-1a ap-southeast-1b", true, null)]
    [InlineData("ap-southeast-1", "cn-hangzhou-i", true, "is not in ap-southeast-1")]
    [InlineData("ap-southeast-1", "use1-az4", true, "is not a zone ID")]
    public void Zones_OfAnAlibabaService_AreInItsRegion(string region, string zones, bool isPublished, string? explanation)
    {
        var mistake = KnownClouds.Of(Alibaba).Zones!.MistakeIn(region, zones.Split(' ', StringSplitOptions.RemoveEmptyEntries), isPublished);

        if (explanation is null) Assert.Null(mistake);
        else Assert.Contains(explanation, mistake, StringComparison.Ordinal);
    }

    /// <summary>The service ID that the listener compares is the customer's alias without the region.</summary>
    [Fact]
    public void ServiceId_OfEachCloud_IsInTheAliasOfThoseWhoseHeaderNamesIt() =>
        Assert.Equal(
            KnownClouds.All.Select(cloud => LinkFormats.ServiceIdExampleOf(cloud.Provider)),
            KnownClouds.All.Select(cloud => cloud.ProviderSide.ServiceIdOf(cloud.Demonstration.Alias)));

    [Fact]
    public void Form_AsCopiedFromTheConsole_IsRead()
    {
        var values = new FormValues(KnownClouds.Of(Gcp).Form.Fields, new Dictionary<string, string>
        {
            ["project"] = "projects/acme-prod",
            ["network"] = "https://www.googleapis.com/compute/v1/projects/acme-prod/global/networks/prod",
            ["subnet"] = "projects/acme-prod/regions/europe-west1/subnetworks/prod-apps",
        });

        Assert.Equal((0, 0), (values.Errors.Count, values.Missing.Count));
        Assert.Equal("prod", values.One(GcpForm.Network));
        Assert.Equal("prod-apps", values.One(GcpForm.Subnet));
        Assert.Null(values.Find(GcpForm.Address));
    }

    [Fact]
    public void Form_Empty_MissesWhatIsNeededAndHasNoMistakes()
    {
        var values = new FormValues(KnownClouds.Of(Aws).Form.Fields, new Dictionary<string, string>());

        Assert.Empty(values.Errors);
        Assert.Equal([AwsForm.Vpc, AwsForm.Clients], values.Missing);
        Assert.Equal("YOUR_VPC_ID", values.One(AwsForm.Vpc));
    }

    [Theory]
    [InlineData("us-east-1", ReachKind.SameRegion, "us-east-1", "at least one of its zones")]
    [InlineData("eu-west-1", ReachKind.CrossRegion, "eu-west-1", "no zone needs to match")]
    [InlineData("ap-south-1", ReachKind.None, "ap-south-1", "accepts endpoints from us-east-1 and eu-west-1")]
    [InlineData("us-gov-east-1", ReachKind.None, "us-gov-east-1", "never cross")]
    [InlineData("cn-north-1", ReachKind.None, "cn-north-1", "never cross")]
    public void Reach_OfAnAwsService_FollowsItsRegions(string from, ReachKind kind, string region, string sentence)
    {
        var reach = Reach(TestServices.Aws, from);

        Assert.Equal((kind, region), (reach.Kind, reach.Region));
        Assert.Contains(sentence, reach.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("westeurope", ReachKind.SameRegion)]
    [InlineData("japaneast", ReachKind.CrossRegion)]
    [InlineData("usgovvirginia", ReachKind.None)]
    [InlineData("chinaeast2", ReachKind.None)]
    public void Reach_OfAnAzureService_IsAnyPublicRegion(string from, ReachKind kind) =>
        Assert.Equal(kind, Reach(TestServices.Azure, from).Kind);

    [Fact]
    public void Reach_OfAGcpService_IsItsOwnRegionWithGlobalAccessForOthers()
    {
        Assert.Equal(ReachKind.SameRegion, Reach(TestServices.Gcp, "europe-west1").Kind);
        Assert.Equal((ReachKind.GlobalAccess, "europe-west1"), (Reach(TestServices.Gcp, "us-east1").Kind, Reach(TestServices.Gcp, "us-east1").Region));
    }

    private static RegionReach Reach(PublishedService service, string region) => KnownClouds.Of(service.Cloud).Regions.Reach(service, region);

    [Fact]
    public void Dns_AnExactHost_GetsAZoneOfItsOwnName()
    {
        var plan = TestServices.PlanOf(new DnsRequest(TestServices.GcpRequest, ["megacorp.my-saas.io"], null, "10.0.60.100"));

        Assert.Equal(new DnsRecord("megacorp.my-saas.io", "megacorp.my-saas.io", "A", "10.0.60.100", plan.Records[0].Purpose, IsKnown: true), Assert.Single(plan.Records));
        Assert.DoesNotContain(plan.Notes, note => note.Contains("hides every public name", StringComparison.Ordinal));
    }

    [Fact]
    public void Dns_AWildcard_WarnsOfWhatItsZoneHides()
    {
        var plan = TestServices.PlanOf(new DnsRequest(TestServices.AzureRequest, ["*.private.my-saas.io"], null, "10.1.2.3"));

        Assert.Equal(("*.private.my-saas.io", "private.my-saas.io"), (plan.Records[0].Name, plan.Records[0].Zone));
        Assert.Contains(plan.Notes, note => note.Contains("hides every public name", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*.my-saas.io", "megacorp.my-saas.io", true)]
    [InlineData("megacorp.my-saas.io", "megacorp.my-saas.io", true)]
    [InlineData("*.my-saas.io", "a.b.my-saas.io", false)]
    [InlineData("other.my-saas.io", "megacorp.my-saas.io", false)]
    public void Dns_AVerifiedPrivateDnsName_StandsInForRecordsWhereItFits(string name, string host, bool fits)
    {
        var request = TestServices.AwsRequest with { Service = TestServices.Aws with { PrivateDnsName = name } };

        Assert.Equal(fits, TestServices.PlanOf(new DnsRequest(request, [host], null, null)).Records.Count == 0);
    }
}
