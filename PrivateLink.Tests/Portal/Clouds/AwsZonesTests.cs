using System.Diagnostics;
using PrivateLink.Portal.Clouds.Aws;
using PrivateLink.Portal.Clouds.Zones;
using Xunit;

namespace PrivateLink.Tests.Portal.Clouds;

/// <summary>Every form of describe-availability-zones output that users paste, and the zones the customer is told to select.</summary>
public class AwsZonesTests
{
    private static readonly AwsPastedZones Pasted = new();

    private const string Json =
        """
        {"AvailabilityZones":[
          {"OptInStatus":"opt-in-not-required","Messages":[],"RegionName":"us-east-1","ZoneName":"us-east-1e","ZoneId":"use1-az2",
           "GroupName":"us-east-1","NetworkBorderGroup":"us-east-1","ZoneType":"availability-zone","State":"available"},
          {"OptInStatus":"opt-in-not-required","Messages":[],"RegionName":"us-east-1","ZoneName":"us-east-1a","ZoneId":"use1-az4",
           "GroupName":"us-east-1","NetworkBorderGroup":"us-east-1","ZoneType":"availability-zone","State":"available"}
        ]}
        """;

    private const string VerticalTable =
        """
        -------------------------------------------------
        |           DescribeAvailabilityZones           |
        +-----------------------------------------------+
        ||              AvailabilityZones              ||
        |+----------------------+----------------------+|
        ||  GroupName           |  us-east-1           ||
        ||  OptInStatus         |  opt-in-not-required ||
        ||  RegionName          |  us-east-1           ||
        ||  State               |  available           ||
        ||  ZoneId              |  use1-az2            ||
        ||  ZoneName            |  us-east-1e          ||
        ||  ZoneType            |  availability-zone   ||
        |+----------------------+----------------------+|
        ||              AvailabilityZones              ||
        |+----------------------+----------------------+|
        ||  GroupName           |  us-east-1           ||
        ||  State               |  available           ||
        ||  ZoneId              |  use1-az4            ||
        ||  ZoneName            |  us-east-1a          ||
        ||  ZoneType            |  availability-zone   ||
        |+----------------------+----------------------+|
        """;

    private const string FlatTable =
        """
        ----------------------------
        | DescribeAvailabilityZones|
        +-------------+------------+
        |   ZoneId    |  ZoneName  |
        +-------------+------------+
        |  use1-az2   | us-east-1e |
        |  use1-az4   | us-east-1a |
        +-------------+------------+
        """;

    private const string Yaml =
        """
        AvailabilityZones:
        - GroupName: us-east-1
          Messages: []
          State: available
          ZoneId: use1-az2
          ZoneName: us-east-1e
        - GroupName: us-east-1
          Messages: []
          State: available
          ZoneId: use1-az4
          ZoneName: us-east-1a
        """;

    private const string Text =
        "AVAILABILITYZONES\tus-east-1\tus-east-1\topt-in-not-required\tus-east-1\tavailable\tuse1-az2\tus-east-1e\tavailability-zone\n"
        + "AVAILABILITYZONES\tus-east-1\tus-east-1\topt-in-not-required\tus-east-1\tavailable\tuse1-az4\tus-east-1a\tavailability-zone\r\n";

    public static TheoryData<string> Forms =>
    [
        Json,
        Json.Replace("{\"AvailabilityZones\":", "", StringComparison.Ordinal)[..^1],
        """[{"ZoneName":"us-east-1e","ZoneId":"use1-az2"},{"ZoneName":"us-east-1a","ZoneId":"use1-az4"}]""",
        """[{"id":"use1-az2","name":"us-east-1e"},{"id":"use1-az4","name":"us-east-1a"}]""",
        """[["us-east-1e","use1-az2"],["us-east-1a","use1-az4"]]""",
        """{"us-east-1e":"use1-az2","us-east-1a":"use1-az4"}""",
        """{"use1-az2":"us-east-1e","use1-az4":"us-east-1a"}""",
        "{\"id\":\"use1-az2\",\"name\":\"us-east-1e\"}\n{\"id\":\"use1-az4\",\"name\":\"us-east-1a\"}\n",
        "{\n \"id\": \"use1-az2\",\n \"name\": \"us-east-1e\"\n}\n{\n \"id\": \"use1-az4\",\n \"name\": \"us-east-1a\"\n}\n",
        "```\n" + Json + "\n```",
        Text,
        "us-east-1e\tuse1-az2\nus-east-1a\tuse1-az4\n",
        "us-east-1a (use1-az4)\nus-east-1e (use1-az2)",
        "use1-az2,us-east-1e\nuse1-az4,us-east-1a",
        VerticalTable,
        FlatTable,
        Yaml,
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Parse_AnyForm_FindsTheSameZones(string pasted)
    {
        var reading = Pasted.Read(pasted);

        Assert.Null(reading.Error);
        Assert.Equal(["us-east-1a use1-az4", "us-east-1e use1-az2"], reading.Zones.Select(zone => $"{zone.Name} {zone.Id}"));
        Assert.All(reading.Zones, zone => Assert.True(zone.IsAvailabilityZone));
        Assert.All(reading.Zones, zone => Assert.Equal("us-east-1", zone.Region));
    }

    [Theory]
    [InlineData("apps-a\tsubnet-0a1b2c3d4e5f60718\tAvailable\tvpc-0a1b2c3d\t10.0.0.0/24\tus-east-1a\tuse1-az4\napps-e\tsubnet-0f9e8d7c6b5a40312\tAvailable\tvpc-0a1b2c3d\t10.0.1.0/24\tus-east-1e\tuse1-az2")]
    [InlineData("use1-az4 (us-east-1a)\nuse1-az2 (us-east-1e)\nuse1-az4 (us-east-1a)")]
    public void Parse_RowsOfTheConsole_FindsTheZonesOnce(string pasted) =>
        Assert.Equal(["us-east-1a use1-az4", "us-east-1e use1-az2"], Pasted.Read(pasted).Zones.Select(zone => $"{zone.Name} {zone.Id}"));

    [Theory]
    [InlineData("", "Paste what the command printed")]
    [InlineData("use1-az1 use1-az2", "This contains zone IDs only")]
    [InlineData("""["us-east-1a","us-east-1b"]""", "This contains zone names only")]
    [InlineData("{\"AvailabilityZones\":[{\"ZoneName\":\"us-east-1a\"", "This JSON is incomplete")]
    [InlineData("An error occurred (UnauthorizedOperation)", "This contains no zones")]
    public void Parse_Mistake_IsExplained(string pasted, string explanation) =>
        Assert.Contains(explanation, Pasted.Read(pasted).Error, StringComparison.Ordinal);

    [Fact]
    public void Parse_WithinTheLongestPaste_AnswersBetweenTwoKeystrokes()
    {
        string[] nasty = [new('[', AwsPastedZones.LongestPaste), new('a', AwsPastedZones.LongestPaste), string.Concat(Enumerable.Repeat("us-east-", 30_000)), string.Concat(Enumerable.Repeat("a-az1 ", 40_000))];

        var started = Stopwatch.GetTimestamp();
        foreach (var text in nasty) Assert.NotNull(Pasted.Read(text).Error);

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void Match_TheWorkedExample_GivesTheNamesToTick()
    {
        var zones = Pasted.Read("us-east-1e use1-az2\nus-east-1a use1-az4\nus-east-1b use1-az6\nus-east-1c use1-az1").Zones;

        var match = Pasted.Match(zones, TestServices.Aws, "us-east-1");

        Assert.Equal(["us-east-1a", "us-east-1b", "us-east-1e"], match.Chosen.Select(zone => zone.Name));
        Assert.Equal("us-east-1c", match.Rows.Single(row => row.Use == ZoneUse.NotServed).Zone.Name);
        Assert.Empty(match.Missing);
        Assert.Null(match.Warning);
    }

    [Fact]
    public void Match_ZonesThatTakeNoEndpoint_AreExcludedWithTheirReason()
    {
        var zones = Pasted.Read(
            """
            [{"ZoneName":"us-east-1-bos-1a","ZoneId":"use1-bos1-az1","ZoneType":"local-zone","OptInStatus":"not-opted-in","State":"available"},
             {"ZoneName":"us-east-1-wl1-bos-wlz-1","ZoneId":"use1-wl1-bos-wlz1","State":"available"},
             {"ZoneName":"us-east-1a","ZoneId":"use1-az2","OptInStatus":"not-opted-in","State":"available"},
             {"ZoneName":"us-east-1b","ZoneId":"use1-az4","State":"impaired"},
             {"ZoneName":"us-east-1d","ZoneId":"use1-az6","State":"available"}]
            """).Zones;

        var match = Pasted.Match(zones, TestServices.Aws, "us-east-1");

        Assert.Equal(
            ["us-east-1-bos-1a: A local zone does not support endpoints of this kind.", "us-east-1-wl1-bos-wlz-1: A wavelength zone does not support endpoints of this kind.",
                "us-east-1a: Your account has not opted in to this zone.", "us-east-1b: AWS says that this zone is impaired."],
            match.Rows.Where(row => row.Use == ZoneUse.Excluded).Select(row => $"{row.Zone.Name}: {row.Why}"));
        Assert.Contains("Only one zone is left", match.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Match_ServiceZonesThatTheAccountLacks_AreMissing()
    {
        var match = Pasted.Match(Pasted.Read("us-east-1c use1-az1").Zones, TestServices.Aws, "us-east-1");

        Assert.Equal(["use1-az2", "use1-az4", "use1-az6"], match.Missing);
        Assert.Contains("you cannot create an endpoint", match.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Match_FromAnotherRegion_NeedsNoCommonZoneAndLeavesOutThoseThatAwsRefuses()
    {
        var service = TestServices.Aws with { Region = "eu-west-1", ZoneIds = ["euw1-az1"], SupportedRegions = ["us-east-1"] };

        var match = Pasted.Match(Pasted.Read("us-east-1a use1-az3\nus-east-1b use1-az1\nus-east-1c use1-az2").Zones, service, "us-east-1");

        Assert.Equal(["us-east-1b", "us-east-1c"], match.Chosen.Select(zone => zone.Name));
        Assert.Equal("us-east-1a", match.Rows.Single(row => row.Use == ZoneUse.Excluded).Zone.Name);
        Assert.Empty(match.Missing);
    }

    [Fact]
    public void Match_OutputOfAnotherRegion_IsNoticedAndSaysNothingOfZones()
    {
        var match = Pasted.Match(Pasted.Read("us-west-2a usw2-az1").Zones, TestServices.Aws, "us-east-1");

        Assert.Contains("These are zones of us-west-2", match.Warning, StringComparison.Ordinal);
        Assert.Empty(match.Rows);
        Assert.Empty(match.Missing);
    }

    [Fact]
    public void ZonePrefixes_OfAllRegions_AreDifferent()
    {
        var prefixes = AwsRegion.All.Select(region => region.ZonePrefix).OfType<string>().ToList();

        Assert.Equal(prefixes.Count, prefixes.Distinct().Count());
        Assert.Equal("eus1", AwsRegion.Find("eu-south-1")!.ZonePrefix);
    }
}
