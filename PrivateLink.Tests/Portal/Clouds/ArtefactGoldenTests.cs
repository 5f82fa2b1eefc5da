using System.Text.Json;
using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Aws;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Languages;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace PrivateLink.Tests.Portal.Clouds;

/// <summary>Every text that customers copy: compared with a reviewed file, and parsed by a parser of its language.</summary>
public partial class ArtefactGoldenTests
{
    /// <summary>The sections of a template whose entries others refer to.</summary>
    private static readonly string[] Declaring = ["Parameters", "Resources"];

    private static readonly string[] Hosts = ["megacorp.my-saas.io", "*.private.my-saas.io"];

    private static readonly (string Name, EndpointRequest Request)[] Requests = [.. new (string Name, EndpointRequest Request)[]
    {
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
        ("aws-remote-empty", TestServices.AwsRemoteRequest with { Values = Empty(KnownClouds.Of(CloudProvider.Aws).Form.Fields) }),
        ("alibaba-remote-empty", TestServices.AlibabaRemoteRequest with { Values = Empty(KnownClouds.Of(CloudProvider.Alibaba).Form.Fields) }),
        ("aws-listed", OnList(TestServices.AwsRequest)),
        ("gcp-listed", OnList(TestServices.GcpRequest)),
        ("alibaba-listed", OnList(TestServices.AlibabaRequest)),
    }.Select(each => (each.Name, each.Request with { Hosts = Hosts }))];

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
    [InlineData("aws-remote-empty")]
    [InlineData("alibaba-empty")]
    public void ConsoleSteps_ComparedWithTheGoldenFile_AreTheSame(string name)
    {
        var request = Requests.First(request => request.Name == name).Request;
        var cloud = KnownClouds.Of(request.Service.Cloud);
        (string Title, IReadOnlyList<string> Steps)[] ways =
        [
            ("Find the zones", cloud.Zones?.Pasted?.ByHand(request.Region) ?? []),
            ("Create the endpoint", Create(request).ConsoleSteps),
            ("Find the ID", cloud.Endpoint.ReadBackByHand(request)),
            ("Create the records", cloud.Dns.Plan(new DnsRequest(request, Hosts, null, null)).Recipe.ConsoleSteps),
        ];

        Golden.Same($"{name}-console.txt", string.Join('\n', ways.Where(way => way.Steps.Count > 0).Select(way => $"== {way.Title}\n{string.Join('\n', way.Steps)}\n")));
    }

    [Fact]
    public void CloudFormation_Read_NamesTheEndpointAndItsGroup()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(All["aws-private-link.yaml"].Text));
        var resources = (YamlMappingNode)yaml.Documents[0].RootNode["Resources"];
        var properties = resources["VpcEndpoint"]["Properties"];

        Assert.Equal("com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238", properties["ServiceName"].ToString());
        Assert.Equal(2, ((YamlSequenceNode)properties["SubnetIds"]).Children.Count);
        Assert.Equal(2, ((YamlSequenceNode)resources["SecurityGroup"]["Properties"]["SecurityGroupIngress"]).Children.Count);
    }

    [Fact]
    public void CloudFormation_Read_RefersOnlyToWhatItDeclares()
    {
        foreach (var (name, artefact) in All.Where(each => each.Value.Language == ArtefactLanguage.Yaml))
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(artefact.Text));
            var root = (YamlMappingNode)yaml.Documents[0].RootNode;
            var declared = Declaring.Where(section => root.Children.ContainsKey(section))
                .SelectMany(section => ((YamlMappingNode)root[section]).Children.Keys)
                .Select(key => key.ToString()).ToHashSet();
            var references = root.AllNodes.OfType<YamlScalarNode>().Where(node => node.Tag is { IsEmpty: false } tag && tag.Value is "!Ref" or "!GetAtt").Select(node => node.Value!.Split('.')[0]);

            Assert.True(references.ToHashSet().IsSubsetOf(declared), name);
        }
    }

    [Fact]
    public void Terraform_Read_RefersOnlyToWhatItDeclares()
    {
        foreach (var (name, artefact) in All.Where(each => each.Value.Language == ArtefactLanguage.Hcl))
        {
            // Files beside endpoint.tf refer to it.
            var beside = name.EndsWith("dns.tf", StringComparison.Ordinal) ? All[name.Replace("dns.tf", "endpoint.tf", StringComparison.Ordinal)].Text : "";
            var blocks = HclReader.Read(beside + "\n" + artefact.Text);
            var declared = blocks.Where(block => block.Labels.Count == 2).Select(block => (block.Kind == "data" ? "data." : "") + string.Join('.', block.Labels))
                .Concat(blocks.Where(block => block.Kind == "locals").SelectMany(block => block.Attributes.Keys).Select(key => "local." + key)).ToList();
            var references = blocks.SelectMany(Expressions).SelectMany(expression => Reference().Matches(Text().Replace(expression, "")).Select(match => match.Value));

            Assert.NotEmpty(declared);
            Assert.All(references, reference => Assert.Contains(reference, declared));
            Assert.Equal(declared.Distinct(), declared);
        }
    }

    [Fact]
    public void Bicep_Read_RefersOnlyToWhatItDeclares()
    {
        foreach (var (name, artefact) in All.Where(each => each.Value.Language == ArtefactLanguage.Bicep))
        {
            var declared = Regex.Matches(artefact.Text, "^(?:resource|var) ([A-Za-z0-9_]+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
            var references = Regex.Matches(artefact.Text, "(?:parent|ipv4Address): ([A-Za-z0-9_]+)").Select(match => match.Groups[1].Value).ToHashSet();

            Assert.True(references.IsSubsetOf(declared), name);
            Assert.Equal(declared.Distinct(), declared);
        }
    }

    [Needs(Needs.Process)]
    [Fact]
    public async Task Terraform_CheckedByItself_IsFormatted()
    {
        var folder = Directory.CreateTempSubdirectory("private-link-terraform-");
        try
        {
            foreach (var (name, artefact) in All.Where(each => each.Value.Language == ArtefactLanguage.Hcl))
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), artefact.Text, TestContext.Current.CancellationToken);

            var result = await Tool.RunAsync("terraform", "", "fmt", "-check", "-diff", folder.FullName);

            Assert.Equal("", result.Output);
            Assert.Equal(0, result.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>To these tools, a renamed resource is a new one, and they would destroy the old one.</summary>
    [Theory]
    [InlineData(CloudProvider.Aws)]
    [InlineData(CloudProvider.Azure)]
    [InlineData(CloudProvider.Gcp)]
    [InlineData(CloudProvider.Alibaba)]
    public void Records_AHostAddedInFront_LeavesTheTextOfTheOthersAsItWas(CloudProvider cloud)
    {
        var request = Requests.First(each => each.Request.Service.Cloud == cloud).Request;
        foreach (var endpoint in new[] { request, OnList(request) })
        {
            var before = Declared(endpoint, Hosts);
            var after = Declared(endpoint, ["first.my-saas.io", .. Hosts]);

            Assert.Equal(before.Keys.Order(), after.Keys.Order());
            foreach (var tool in before.Keys)
            {
                Assert.Subset(after[tool].ToHashSet(), before[tool].ToHashSet());
                Assert.True(after[tool].Count > before[tool].Count, tool);
            }
        }
    }

    [Theory]
    [InlineData(CloudProvider.Aws)]
    [InlineData(CloudProvider.Azure)]
    [InlineData(CloudProvider.Gcp)]
    [InlineData(CloudProvider.Alibaba)]
    public void Records_AHostAndTheWildcardBelowIt_ShareOneZone(CloudProvider cloud)
    {
        var request = Requests.First(each => each.Request.Service.Cloud == cloud).Request;
        var plan = TestServices.PlanOf(new DnsRequest(request, ["my-saas.io", "*.my-saas.io"], null, null));

        Assert.Equal(["my-saas.io", "my-saas.io"], plan.Records.Select(record => record.Zone));
        Assert.Equal(1, plan.Recipe.ConsoleSteps.Count(step => step.Contains("zone named my-saas.io", StringComparison.Ordinal) || step.Contains("DNS name my-saas.io", StringComparison.Ordinal)));
        var terraform = HclReader.Read(plan.Recipe.Artefacts.Single(artefact => artefact.Tool == "Terraform").Text);
        Assert.Single(terraform, block => block.Kind == "resource" && block.Labels[0].EndsWith("_zone", StringComparison.Ordinal) && block.Labels[1] == "my-saas_io");
        Assert.Single(terraform, block => block.Kind == "resource" && block.Labels[1] == "Any_my-saas_io");
    }

    [Theory]
    [InlineData(CloudProvider.Aws, true)]
    [InlineData(CloudProvider.Azure, false)]
    [InlineData(CloudProvider.Gcp, true)]
    [InlineData(CloudProvider.Alibaba, true)]
    public void Terraform_WhereEndpointsAreAcceptedByThemselves_IsOneFileAndTwoElsewhere(CloudProvider cloud, bool accepts)
    {
        var open = Requests.First(each => each.Request.Service.Cloud == cloud).Request;

        Assert.Equal(accepts, TerraformOf(Create(open)) == TerraformOf(PlanOf(open)));
        Assert.Equal(["endpoint.tf", "dns.tf"], new[] { TerraformOf(Create(OnList(open))), TerraformOf(PlanOf(OnList(open))) }.Select(artefact => artefact.FileName));
        Assert.DoesNotContain("my-saas.io", TerraformOf(Create(OnList(open))).Text, StringComparison.Ordinal);
    }

    /// <summary>A form without clients opens nothing, and asks for them.</summary>
    [Fact]
    public void Artefacts_OfAnEmptyForm_LetNobodyIn()
    {
        foreach (var (name, artefact) in All.Where(each => each.Key.Contains("-empty-", StringComparison.Ordinal)))
            Assert.False(Regex.IsMatch(artefact.Text, @"[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+/[0-9]"), name);

        var fields = KnownClouds.Of(CloudProvider.Aws).Form.Fields;
        Assert.Contains(AwsForm.Clients, new FormValues(fields, new Dictionary<string, string>()).Missing);
        Assert.DoesNotContain(AwsForm.Clients, new FormValues(fields, new Dictionary<string, string> { ["securityGroup"] = "sg-0a1b2c3d4e5f60718" }).Missing);
        Assert.Contains("YOUR_CLIENT_NETWORKS", All["aws-empty-create-endpoint.sh"].Text, StringComparison.Ordinal);
    }

    /// <summary>The hint of an optional field names the value that is used if the field stays empty.</summary>
    [Fact]
    public void Forms_OptionalFieldWithAStandIn_SaysWhatItIsWhenLeftEmpty() =>
        Assert.All(KnownClouds.All.SelectMany(cloud => cloud.Form.Fields).Where(field => field.IsOptional && field.StandIn.Length > 0 && !field.StandIn.StartsWith("YOUR_", StringComparison.Ordinal)),
            field => Assert.Contains(field.StandIn, field.Hint, StringComparison.Ordinal));

    [Theory]
    [InlineData("aws-remote", true)]
    [InlineData("aws", false)]
    public void Aws_EndpointToAnotherRegion_NamesThePermissionItNeeds(string name, bool isNeeded)
    {
        var request = Requests.First(each => each.Name == name).Request;
        var texts = Create(request).Artefacts.Select(artefact => artefact.Text)
            .Append(string.Concat(Create(request).ConsoleSteps))
            .Append(KnownClouds.Of(CloudProvider.Aws).Endpoint.NoticeOf(request) ?? "");

        Assert.All(texts, text => Assert.Equal(isNeeded, text.Contains("vpce:AllowMultiRegion", StringComparison.Ordinal)));
    }

    [Needs(Needs.Process)]
    [Fact]
    public async Task AwsCli_WithoutSubnets_TakesOneInEachZone()
    {
        // Prints the real tool's output, and for the endpoint its own arguments.
        const string Aws = """
            aws() {
              case "$2" in
                describe-subnets) printf 'use1-az2\tsubnet-1\nuse1-az4\tsubnet-2\nuse1-az2\tsubnet-3\n' ;;
                create-security-group) echo sg-1 ;;
                create-vpc-endpoint) printf '%s ' "$@" ;;
              esac
            }

            """;

        var result = await Tool.RunAsync("bash", Aws + All["aws-empty-create-endpoint.sh"].Text, "-s");

        Assert.Equal("", result.Error);
        Assert.Contains("--subnet-ids subnet-1 subnet-2 --security-group-ids sg-1", result.Output, StringComparison.Ordinal);
    }

    [Needs(Needs.Process)]
    [Fact]
    public async Task AlibabaCli_WithoutVSwitches_TakesOneInEachZone()
    {
        Tool.Require("jq");
        const string Aliyun = """
            aliyun() {
              case "$2" in
                DescribeVSwitches) echo '{"VSwitches":{"VSwitch":[{"ZoneId":"ap-southeast-1b","VSwitchId":"vsw-3"},{"ZoneId":"ap-southeast-1a","VSwitchId":"vsw-2"},
                    {"ZoneId":"ap-southeast-1a","VSwitchId":"vsw-1"},{"ZoneId":"ap-southeast-1c","VSwitchId":"vsw-4"}]}}' ;;
                CreateVpcEndpoint) printf '%s ' "$@" ;;
              esac
            }

            """;

        var result = await Tool.RunAsync("bash", Aliyun + All["alibaba-empty-create-endpoint.sh"].Text, "-s");

        Assert.Equal("", result.Error);
        Assert.Contains("--Zone.1.ZoneId ap-southeast-1a --Zone.1.VSwitchId vsw-1 --Zone.2.ZoneId ap-southeast-1b --Zone.2.VSwitchId vsw-3", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("vsw-4", result.Output, StringComparison.Ordinal);
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
            case ArtefactLanguage.PowerShell: PowerShellReader.Read(artefact.Text); break;
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
            foreach (var artefact in TestServices.PlanOf(dns).Recipe.Artefacts) all[$"{name}-{artefact.FileName}"] = artefact;
        }

        var named = TestServices.AwsRequest with { Service = TestServices.Aws with { PrivateDnsName = "*.my-saas.io" } };
        foreach (var artefact in TestServices.PlanOf(new DnsRequest(named, ["megacorp.my-saas.io"], "vpce-08d2bf15fac5001c9", null)).Recipe.Artefacts)
            all.Add($"aws-named-{artefact.FileName}", artefact);
        foreach (var artefact in TestServices.PlanOf(new DnsRequest(OnList(named), ["megacorp.my-saas.io"], "vpce-08d2bf15fac5001c9", null)).Recipe.Artefacts)
            all.Add($"aws-listed-named-{artefact.FileName}", artefact);
        foreach (var artefact in TestServices.PlanOf(new DnsRequest(TestServices.AzureRequest, Hosts, "553665985", "10.1.2.3")).Recipe.Artefacts.Take(2))
            all.Add($"azure-known-{artefact.FileName}", artefact);
        all.Add("list-zones.sh", KnownClouds.Of(CloudProvider.Aws).Zones!.Pasted!.Command("us-east-1"));
        foreach (var artefact in VerifyScript.ForEachShell(Hosts, "10.1.2.3", 443)) all.Add(artefact.FileName, artefact);
        foreach (var artefact in ClaimCommands.Of("k7d2q9.claim.invalid", "10.1.2.3", 443)) all.Add($"claim-{artefact.Tool}.sh", artefact);
        foreach (var service in new[] { TestServices.Aws, TestServices.Azure, TestServices.Gcp, TestServices.Alibaba })
            foreach (var artefact in ProviderSideOf(service)) all.Add($"{service.Name}-provider-{artefact.FileName}", artefact);
        var unknown = new ApprovalRequest(TestServices.Azure, TestServices.Reference);
        all.Add("azure-provider-unknown-approve.sh", KnownClouds.Of(CloudProvider.Azure).ProviderSide.Approve(unknown));
        foreach (var cloud in KnownClouds.All)
            all.Add($"{cloud.Provider.ToString().ToLowerInvariant()}-provider-proxy-protocol.sh", cloud.ProviderSide.Header.Command!);
        return all;
    }

    private static IEnumerable<Artefact> ProviderSideOf(PublishedService service)
    {
        var side = KnownClouds.Of(service.Cloud).ProviderSide;
        var request = new ApprovalRequest(service, TestServices.Reference)
        {
            Account = AccountOf(service.Cloud),
            LinkId = service.Cloud switch { CloudProvider.Aws => "vpce-08d2bf15fac5001c9", CloudProvider.Alibaba => "ep-t4i1a4b7c2d8e5h3j9k0", _ => null },
            ResourceId = service.Cloud == CloudProvider.Azure
                ? "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/my-saas/providers/Microsoft.Network/privateLinkServices/my-saas"
                : null,
        };
        return [.. side.LetIn(request), side.Approve(request), side.Refuse(request)];
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

    private static EndpointRequest OnList(EndpointRequest request) => request with { Service = request.Service with { Acceptance = Acceptance.AllowList } };

    private static Recipe PlanOf(EndpointRequest request) => TestServices.PlanOf(new DnsRequest(request, request.Hosts, null, null)).Recipe;

    private static Artefact TerraformOf(Recipe recipe) => recipe.Artefacts.Single(artefact => artefact.Tool == "Terraform");

    /// <summary>The resources that each stateful tool declares, by tool.</summary>
    private static Dictionary<string, List<string>> Declared(EndpointRequest request, IReadOnlyList<string> hosts) =>
        PlanOf(request with { Hosts = hosts }).Artefacts.Where(artefact => artefact.Language != ArtefactLanguage.Shell)
            .ToDictionary(artefact => artefact.Tool, artefact => DeclarationStart().Split(artefact.Text).Select(text => text.Trim()).ToList());

    private static IEnumerable<string> Expressions(HclBlock block) =>
        block.Attributes.Values.OfType<HclExpression>().Select(expression => expression.Text).Concat(block.Blocks.SelectMany(Expressions));

    /// <summary>
    /// A Terraform or Bicep resource starts at the beginning of a line. A CloudFormation resource is indented once, and so is the first section after
    /// it.
    /// </summary>
    [GeneratedRegex("^(?=resource |  [A-Z][A-Za-z0-9]+:\n|Outputs:)", RegexOptions.Multiline)]
    private static partial Regex DeclarationStart();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Text();

    [GeneratedRegex("(?<![A-Za-z0-9_.-])(?:data\\.[a-z_0-9]+\\.[A-Za-z_0-9-]+|local\\.[a-z_0-9]+|(?:aws|azurerm|google|alicloud)_[a-z_0-9]+\\.[A-Za-z_0-9-]+)")]
    private static partial Regex Reference();
}
