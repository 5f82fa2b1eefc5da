using System.Globalization;
using PrivateLink.Portal.Components.Shared;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Shared;

/// <summary>How identifiers, times and numbers are displayed.</summary>
public class WordsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("553665985", "553665985")]
    [InlineData("vpce-0a1b2c3d4e5f60718", "vpce-0a1b…e5f60718")]
    public void Middle_Identifier_KeepsBothEnds(string text, string shown) => Assert.Equal(shown, ShortText.Middle(text, 18));

    [Theory]
    [InlineData(2, "just now")]
    [InlineData(59, "59 s ago")]
    [InlineData(60, "1 min ago")]
    [InlineData(3 * 3600, "3 h ago")]
    [InlineData(86_400, "1 day ago")]
    [InlineData(30 * 86_400, "4 Apr 2026")]
    public void Relative_Age_ReadsAsPeopleSayIt(int seconds, string shown) =>
        Assert.Equal(shown, TimeFormat.Relative(Noon.AddSeconds(-seconds), Noon));

    [Theory]
    [InlineData("2026-03-29T01:30", "2026-03-29T00:30Z")]
    [InlineData("2026-03-29T03:30", "2026-03-29T01:30Z")]
    [InlineData("2026-07-01T12:00", "2026-07-01T10:00Z")]
    [InlineData("", null)]
    [InlineData("yesterday", null)]
    public void FromField_InAZone_IsOnItsClock(string typed, string? expected)
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        var time = TimeFormat.FromField(typed, berlin);

        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), time);
        if (time is { } read) Assert.Equal(typed, TimeFormat.Field(read, berlin));
    }

    [Theory]
    [InlineData(4, "just now")]
    [InlineData(59, "in 59 s")]
    [InlineData(60, "in 1 min")]
    [InlineData(72 * 3600, "in 3 days")]
    [InlineData(30 * 86_400, "3 Jun 2026")]
    public void Relative_TimeToCome_SaysHowLongUntilThen(int seconds, string shown) =>
        Assert.Equal(shown, TimeFormat.Relative(Noon.AddSeconds(seconds), Noon));

    [Fact]
    public void Exact_InAZone_NamesItsOffset()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test");

        Assert.Equal("2026-05-04 14:00:00.000 +02:00", TimeFormat.Exact(Noon, zone));
        Assert.Equal("2026-05-04 12:00:00.000 UTC", TimeFormat.Exact(Noon, TimeZoneInfo.Utc));
        Assert.Equal("2026-05-04 14:00:00 +02:00", TimeFormat.Moment(Noon, zone));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_550, "1.6 KB")]
    [InlineData(250_000_000, "250 MB")]
    public void Bytes_Count_HasAUnit(long bytes, string shown) => Assert.Equal(shown, Quantity.Bytes(bytes));

    [Theory]
    [InlineData(0.068, "68 µs")]
    [InlineData(4.26, "4.3 ms")]
    [InlineData(900, "900 ms")]
    [InlineData(61_000, "1 min 1 s")]
    [InlineData(7_320_000, "2 h 2 min")]
    public void Duration_Milliseconds_HasAFittingUnit(double milliseconds, string shown) =>
        Assert.Equal(shown, Quantity.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(1, "1 connection")]
    [InlineData(12_340, "12,340 connections")]
    public void Count_Things_AgreesWithTheNumber(long count, string shown) => Assert.Equal(shown, Quantity.Count(count, "connection"));
}
