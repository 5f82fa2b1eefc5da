using System.Text.Json;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Languages;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace PrivateLink.Tests.Portal.Clouds;

/// <summary>Every text that customers copy, as it was read and found right, and as a parser of its language reads it.</summary>
public class ArtefactGoldenTests
{
    private static readonly string[] Hosts = ["megacorp.my-saas.io", "*.private.my-saas.io"];

    private static readonly (string Name, EndpointRequest Request)[] Requests =
    [
        ("aws", TestServices.AwsRequest),
        ("aws-remote", TestServices.AwsRemoteRequest),
        ("azure", TestServices.AzureRequest),
        ("gcp", TestServices.GcpRequest),
        ("alibaba", TestServices.AlibabaRequest),
        ("alibaba-remote", TestServices.AlibabaRemoteRequest),
        ("aws-empty", TestServices.AwsRequest with { Values = Empty(KnownClouds.Of(CloudProvider.Aws).Form.Fields) }),
        ("azure-empty", TestServices.AzureRequest with { Values = Empty(KnownClouds.Of(CloudProvider.Azure).Form.Fields) }),
        ("alibaba-empty", TestServices.AlibabaRequest with { Values = Empty(KnownClouds.Of(CloudProvider.Alibaba).Form.Fields) }),
        ("gcp-empty", TestServices.GcpRequest with { Values = Empty(KnownClouds.Of(CloudProvider.Gcp).Form.Fields), GlobalAccess = false }),
    ];

    public static IReadOnlyDictionary<string, Artefact> All { get; } = Collect();

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Artefact_ComparedWithItsGoldenFile_IsTheSame(string name) => Golden.Same(name, All[name].Text);

    [Needs(Needs.Process)]
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Artefact_ReadByItsLanguage_IsComplete(string name) => await ReadAsync(All[name]);

    [Theory]
    [InlineData("aws")]
    [InlineData("azure")]
    [InlineData("gcp")]
    [InlineData("alibaba")]
    public void ConsoleSteps_ComparedWithTheGoldenFile_AreTheSame(string name) =>
        Golden.Same($"{name}-console.txt", string.Join('\n', Create(Requests.First(request => request.Name == name).Request).ConsoleSteps) + "\n");

    [Fact]
    public void CloudFormation_Read_NamesTheEndpointAndItsGroup()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(All["aws-endpoint.yaml"].Text));
        var resources = (YamlMappingNode)yaml.Documents[0].RootNode["Resources"];
        var properties = resources["VpcEndpoint"]["Properties"];

        Assert.Equal("com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238", properties["ServiceName"].ToString());
        Assert.Equal(2, ((YamlSequenceNode)properties["SubnetIds"]).Children.Count);
        Assert.Equal(2, ((YamlSequenceNode)resources["SecurityGroup"]["Properties"]["SecurityGroupIngress"]).Children.Count);
    }

    [Fact]
    public void Terraform_Read_RefersOnlyToWhatItDeclares()
    {
        foreach (var cloud in new[] { "aws", "azure", "gcp", "alibaba" })
        {
            var blocks = HclReader.Read(All[$"{cloud}-endpoint.tf"].Text + "\n" + All[$"{cloud}-dns.tf"].Text);
            var declared = blocks.Where(block => block.Kind == "resource").Select(block => string.Join('.', block.Labels)).ToHashSet();
            var references = blocks.SelectMany(Values).Where(value => value.Count(character => character == '.') >= 2 && value.Contains('_', StringComparison.Ordinal) && !value.Contains('/', StringComparison.Ordinal));

            Assert.All(references, reference => Assert.Contains(string.Join('.', reference.Split('.').Take(2)), declared));
        }
    }

    internal static async Task ReadAsync(Artefact artefact)
    {
        switch (artefact.Language)
        {
            case ArtefactLanguage.Shell:
                var result = await Tool.RunAsync("bash", artefact.Text, "-n");
                Assert.Equal("", result.Error);
                Assert.Equal(0, result.ExitCode);
                break;
            case ArtefactLanguage.Hcl: HclReader.Read(artefact.Text); break;
            case ArtefactLanguage.Bicep: BicepReader.Read(artefact.Text); break;
            case ArtefactLanguage.Json: JsonDocument.Parse(artefact.Text).Dispose(); break;
            case ArtefactLanguage.Yaml: new YamlStream().Load(new StringReader(artefact.Text)); break;
        }
    }

    private static Dictionary<string, Artefact> Collect()
    {
        var all = new Dictionary<string, Artefact>();
        foreach (var (name, request) in Requests)
        {
            foreach (var artefact in Create(request).Artefacts) all.Add($"{name}-{artefact.FileName}", artefact);
            all.Add($"{name}-read-back.sh", Shell(KnownClouds.Of(request.Service.Cloud).Endpoint.ReadBack(request)));
            var dns = new DnsRequest(request, Hosts, null, null);
            foreach (var artefact in TestServices.PlanOf(dns).Recipe.Artefacts) all.Add($"{name}-{artefact.FileName}", artefact);
        }

        var named = TestServices.AwsRequest with { Service = TestServices.Aws with { PrivateDnsName = "*.my-saas.io" } };
        foreach (var artefact in TestServices.PlanOf(new DnsRequest(named, ["megacorp.my-saas.io"], "vpce-08d2bf15fac5001c9", null)).Recipe.Artefacts)
            all.Add($"aws-named-{artefact.FileName}", artefact);
        all.Add("azure-known-create-dns.sh", TestServices.PlanOf(new DnsRequest(TestServices.AzureRequest, Hosts, "553665985", "10.1.2.3")).Recipe.Artefacts[0]);
        all.Add("list-zones.sh", KnownClouds.Of(CloudProvider.Aws).Zones!.Pasted!.Command("us-east-1"));
        all.Add("verify.sh", VerifyScript.Of(Hosts, "10.1.2.3", 443));
        foreach (var artefact in ClaimCommands.Of("k7d2q9.claim.invalid", "10.1.2.3", 443)) all.Add($"claim-{artefact.Tool}.sh", artefact);
        foreach (var service in new[] { TestServices.Aws, TestServices.Azure, TestServices.Gcp, TestServices.Alibaba })
            foreach (var artefact in KnownClouds.Of(service.Cloud).ProviderSide.Accept(service, AccountOf(service.Cloud), null, TestServices.Reference))
                all.Add($"{service.Name}-provider-{artefact.FileName}", artefact);
        foreach (var cloud in KnownClouds.All)
            all.Add($"{cloud.Provider.ToString().ToLowerInvariant()}-provider-proxy-protocol.sh", cloud.ProviderSide.Header.Command!);
        return all;
    }

    private static string AccountOf(CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws => "123456789012",
        CloudProvider.Azure => "6f1d1b3c-1111-4222-8333-444455556666",
        CloudProvider.Gcp => "acme-prod",
        CloudProvider.Alibaba => "1234567890123456",
    };

    private static Recipe Create(EndpointRequest request) => KnownClouds.Of(request.Service.Cloud).Endpoint.Create(request);

    private static Artefact Shell(string text) => new("", ArtefactLanguage.Shell, "", text);

    private static FormValues Empty(IReadOnlyList<FormField> fields) => new(fields, new Dictionary<string, string>());

    private static IEnumerable<string> Values(HclBlock block) =>
        block.Attributes.Values.SelectMany(value => value as IEnumerable<string> ?? [(string)value]).Concat(block.Blocks.SelectMany(Values));
}
