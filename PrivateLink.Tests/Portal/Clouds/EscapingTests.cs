using CsCheck;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Dns;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Text;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Languages;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace PrivateLink.Tests.Portal.Clouds;

/// <summary>Whatever a value contains, a parser of the language returns exactly that value.</summary>
public class EscapingTests
{
    private static readonly string[] Hostile =
    [
        "", " ", "'", "\"", "''", "\\", "\\'", "$(touch /tmp/x)", "`id`", "${HOME}", "%{ if true }", "$${a}", "%%{b}", "a\nb", "a\r\nb", "#x", "//x", "a # b", "-n", "--help",
        "=ls", "*", "?", "~", "!x", "a;b", "a&&b", "a|b", "<in", ">out", "{a,b}", "[ab]", "yes", "null", "0x1f", "1e3", "!Ref X", "&a", "*a",
        "a: b", "- a", "\t", "é", "日本", "😀", "\u2028", "\u0007", "$", "%", "$$", "x$", "x%",
    ];

    private static readonly Gen<string> Any = Gen.OneOf(
        Gen.OneOfConst(Hostile),
        Gen.String[Gen.OneOf(Gen.OneOfConst('\'', '"', '\\', '$', '{', '}', '%', '`', '\n', '(', ')', '#', ' '), Gen.Char[' ', '~']), 0, 30]);

    [Fact]
    public void Hcl_AnyValue_ReadsBack() => Any.Sample(value =>
        Assert.Equal(value, HclReader.Read($"a {{\n  b = {HclText.Quoted(value)}\n}}\n")[0].Attributes["b"]));

    [Fact]
    public void Bicep_AnyValue_ReadsBack() => Any.Sample(value =>
        Assert.Equal(value, BicepReader.Read($"resource a 'b' = {{\n  c: {BicepText.Quoted(value)}\n}}\n")["a.c"]));

    [Fact]
    public void Yaml_AnyValue_ReadsBack() => Any.Sample(value =>
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader($"a:\n  - b: {YamlText.Quoted(value)}\n    c: \"d\"\n"));
        Assert.Equal(value, yaml.Documents[0].RootNode["a"][0]["b"].ToString());
    });

    [Fact]
    public void PowerShell_AnyValue_ReadsBack() => Any.Sample(value =>
        Assert.Equal([Printable(value), "next"], PowerShellReader.Read($"$a = {PowerShellText.List([value, "next"])}\n")));

    [Theory]
    [InlineData("it's", "'it''s'")]
    [InlineData("a\u2019; b", "'a\u2019\u2019; b'")]
    [InlineData("$(b)", "'$(b)'")]
    public void PowerShell_Value_EndsWhereItMust(string value, string text) => Assert.Equal(text, PowerShellText.Quoted(value));

    [Fact]
    public void HostIdentifier_DifferentNames_NeverMeet()
    {
        string[] names =
        [
            "a.b.io", "a-b.io", "a--b.io", "b.a.io", "*.b.io", "any.b.io", "any-b.io", "anyb.io", "dot.io", "dash.io", "a.dash.b.io", "a-dash.b.io", "1.b.io", "host.1.b.io", "_1.b.io", "a_b.io",
            $"{new string('a', 60)}.b.io", $"{new string('a', 60)}.c.io",
        ];
        Func<string, string>[] languages = [HostIdentifier.Terraform, HostIdentifier.Bicep, HostIdentifier.CloudFormation, HostIdentifier.Label];

        foreach (var identify in languages) Assert.Equal(names.Length, names.Select(identify).Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.Matches("^[A-Za-z_][A-Za-z0-9_-]*$", HostIdentifier.Terraform(name)));
        Assert.All(names, name => Assert.Matches("^[A-Za-z_][A-Za-z0-9_]*$", HostIdentifier.Bicep(name)));
        Assert.All(names, name => Assert.Matches("^[A-Za-z0-9]+$", HostIdentifier.CloudFormation(name)));
        Assert.All(names.Where(name => name[0] != '*'), name => Assert.Matches("^[a-z][a-z0-9-]{0,61}[a-z0-9]$", HostIdentifier.Label(name)));
    }

    [Needs(Needs.Process)]
    [Fact]
    public async Task Shell_AnyValue_IsOneWordWithThatText()
    {
        string[] values = [.. Hostile, .. Any.Array[200].Single()];

        var result = await Tool.RunAsync("bash", $"printf '%s\\0' {ShellText.Words(values)}\n", "-s");

        var printable = values.Select(Printable);
        Assert.Equal("", result.Error);
        Assert.Equal(printable.Append(""), result.Output.Split('\0'));
    }

    [Theory]
    [InlineData("$(reboot)", "'$(reboot)'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("-x", "'-x'")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("10.0.0.1:443", "10.0.0.1:443")]
    [InlineData("[2001:db8::1]:443", "'[2001:db8::1]:443'")]
    public void Shell_Value_IsQuotedWhereItMustBe(string value, string word) => Assert.Equal(word, ShellText.Word(value));

    [Fact]
    public void OneLine_AnyValue_StaysOnItsLine() => Any.Sample(value => Assert.DoesNotContain('\n', OneLine.Of(value)));

    [Needs(Needs.Process)]
    [Theory]
    [InlineData("'; touch /tmp/private-link-was-here; '")]
    [InlineData("\"; touch /tmp/private-link-was-here; \"")]
    [InlineData("$(touch /tmp/private-link-was-here)")]
    [InlineData("`touch /tmp/private-link-was-here`")]
    [InlineData("${file(\"/etc/passwd\")}")]
    [InlineData("%{ for a in b }")]
    [InlineData("x\ny: z\n}")]
    [InlineData("\\")]
    public async Task Recipes_HostileValues_StillParseAndRunNothing(string hostile)
    {
        EndpointRequest[] open =
        [
            TestServices.AwsRequest, TestServices.AwsRemoteRequest, TestServices.AzureRequest, TestServices.GcpRequest, TestServices.AlibabaRequest,
            TestServices.AlibabaRemoteRequest,
        ];
        var requests = open.Concat(open.Select(request => request with { Service = request.Service with { Acceptance = Acceptance.AllowList } }));
        var artefacts = requests.Select(request => TestServices.With(request, hostile) with { Hosts = [hostile] }).SelectMany(request =>
            KnownClouds.Of(request.Service.Cloud).Endpoint.Create(request).Artefacts
                .Concat(TestServices.PlanOf(new DnsRequest(request, [hostile], hostile, hostile)).Recipe.Artefacts)
                .Concat(ProviderSideOf(request)))
            .Concat(VerifyScript.ForEachShell([hostile], hostile, 443))
            .Concat(ClaimCommands.Of(hostile, hostile, 443));

        IEnumerable<Artefact> ProviderSideOf(EndpointRequest request)
        {
            var side = KnownClouds.Of(request.Service.Cloud).ProviderSide;
            var approval = new ApprovalRequest(request.Service, hostile) { Account = hostile, LinkId = hostile, ResourceId = hostile };
            return [.. side.LetIn(approval), side.Approve(approval), side.Refuse(approval)];
        }

        foreach (var artefact in artefacts) await ArtefactGoldenTests.ReadAsync(artefact);
    }

    private static string Printable(string value) => string.Concat(value.Select(character => char.IsControl(character) ? ' ' : character));

    [Needs(Needs.Process)]
    [Fact]
    public async Task Commands_HostileValues_ReachTheToolsAsTheyAre()
    {
        const string Hostile = "a'b \"c\" $(echo d) `echo e` ${f}";
        // Replaces the clouds' tools with functions that print their arguments, one per line.
        const string Tools = "for tool in aws az gcloud aliyun; do eval \"$tool() { printf '%s\\n' \\\"\\$@\\\"; }\"; done\n";
        EndpointRequest[] requests = [TestServices.AwsRequest, TestServices.AzureRequest, TestServices.GcpRequest, TestServices.AlibabaRequest, TestServices.AlibabaRemoteRequest];
        foreach (var request in requests.Select(request => TestServices.With(request, Hostile)))
        {
            var result = await Tool.RunAsync("bash", Tools + KnownClouds.Of(request.Service.Cloud).Endpoint.Create(request).Artefacts[0].Text, "-s");

            Assert.Equal("", result.Error);
            Assert.Contains(result.Output.Split('\n'), line => line.EndsWith(Hostile, StringComparison.Ordinal));
        }
    }
}
