using System.Text.Json;
using System.Text.RegularExpressions;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Monitoring;

/// <summary>The dashboard and the alerts name metrics that exist, and the documents that they point to.</summary>
public partial class DashboardTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "ops");
    private static readonly string Operations = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

    /// <summary>The table of metrics in the document is made from the code.</summary>
    [Theory]
    [InlineData("privatelink-dashboard.json")]
    [InlineData("privatelink.rules.yml")]
    public void Metrics_AllThatAreNamed_Exist(string file)
    {
        var known = TableRows().Matches(Operations).Select(static row => row.Groups[1].Value).ToHashSet();
        var named = Metrics().Matches(File.ReadAllText(Path.Combine(Folder, file))).Select(static found => Parts().Replace(found.Value, "")).Distinct();

        Assert.NotEmpty(known);
        Assert.Empty(named.Except(known).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Dashboard_EveryPanel_HasAQueryAndSaysWhatItMeans()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "privatelink-dashboard.json")));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(static panel => panel.GetProperty("type").GetString() != "row").ToList();

        Assert.NotEmpty(panels);
        Assert.All(panels, static panel => Assert.NotEmpty(panel.GetProperty("targets").EnumerateArray()));
        Assert.All(panels, static panel => Assert.EndsWith(".", panel.GetProperty("description").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Alerts_Links_LeadToHeadings()
    {
        var headings = Headings().Matches(Operations)
            .Select(static heading => NoAnchor().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')).ToHashSet();
        var links = Links().Matches(File.ReadAllText(Path.Combine(Folder, "privatelink.rules.yml"))).Select(static link => link.Groups[1].Value).Distinct();

        Assert.NotEmpty(links);
        Assert.Empty(links.Except(headings));
    }

    [GeneratedRegex(@"^\| `privatelink\.[a-z0-9_.]+` \| `(privatelink_[a-z0-9_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex TableRows();

    [GeneratedRegex(@"\bprivatelink_[a-z0-9_]+")]
    private static partial Regex Metrics();

    /// <summary>A histogram has three series.</summary>
    [GeneratedRegex("_(bucket|count|sum)$")]
    private static partial Regex Parts();

    [GeneratedRegex("^#{2,3} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"docs/operations\.md#([a-z0-9-]+)")]
    private static partial Regex Links();
}
