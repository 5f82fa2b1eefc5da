using CsCheck;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Filters;

public class FilterParserTests
{
    /// <summary>A field without generated values would never be compared between memory and the database.</summary>
    [Fact]
    public void Fields_All_HaveGeneratedValues() => Assert.Empty(FilterGen.Forgotten);

    /// <summary>Memory and the database agree on a column that is null in every connection, and on a value that none has, whatever the field does.</summary>
    [Fact]
    public void Fields_All_FindGeneratedConnectionsByAnyValueAndByOne() => Assert.Empty(FilterGen.FindNothing());

    [Theory]
    [InlineData("", "")]
    [InlineData("  verdict:denied  ", "verdict:denied")]
    [InlineData("verdict=denied,audited host!=a.example", "verdict:denied,audited -host:a.example")]
    [InlineData("source:10.0.0.0/8", "client:10.0.0.0/8")]
    [InlineData("-host!:a.example", "host:a.example")]
    [InlineData("~-reason:link_* bytes>=1M", "~-reason:link_* bytes>=1M")]
    [InlineData("globex \"two words\" -10.0.0.1", "globex \"two words\" -10.0.0.1")]
    [InlineData("\"verdict:denied\"", "\"verdict:denied\"")]
    [InlineData("client:2001:db8::/32", "client:2001:db8::/32")]
    [InlineData("time>=2026-03-01T12:00Z", "time>=2026-03-01T12:00Z")]
    public void Parse_Text_BecomesCanonical(string text, string canonical) => Assert.Equal(canonical, Parsed(text).Text);

    [Theory]
    [InlineData("host", 0, 0, null)]
    [InlineData("foo:bar", 0, 3, "There is no field 'foo'.")]
    [InlineData("verdict:denied hots:a", 15, 4, "There is no field 'hots'.")]
    [InlineData("verdict:maybe", 8, 5, "'maybe' is not valid for 'verdict'.")]
    [InlineData("verdict:denied,maybe", 15, 5, "'maybe' is not valid for 'verdict'.")]
    [InlineData("client:10.0.0.0/40", 7, 11, "'10.0.0.0/40' is not valid for 'client'.")]
    [InlineData("host:", 5, 1, "'host' has no value here.")]
    [InlineData("host:a,", 7, 1, "'host' has no value here.")]
    [InlineData("host>a", 0, 5, "'host' has no order.")]
    [InlineData("bytes>1k,2k", 9, 2, "A comparison takes one value.")]
    [InlineData("host:\"a", 5, 2, "A closing quotation mark is missing.")]
    [InlineData("host:\"a\"b", 8, 1, "'b' follows a quotation mark directly.")]
    [InlineData("a ,b", 2, 1, "A condition is missing here.")]
    [InlineData("duration>5", 9, 1, "'5' is not valid for 'duration'.")]
    [InlineData("~", 1, 1, "A condition is missing here.")]
    public void Parse_Mistake_SaysWhereAndWhat(string text, int position, int length, string? message)
    {
        var error = FilterParser.Parse(text).Error;

        Assert.Equal(message, error?.Message);
        if (error is null) return;
        Assert.Equal((position, length), (error.Position, error.Length));
        Assert.NotEmpty(error.Expected);
    }

    [Theory]
    [InlineData("hots:a", "perhaps host,")]
    [InlineData("verd:denied", "perhaps verdict,")]
    [InlineData("clent:10.0.0.1", "perhaps client,")]
    public void Parse_FieldNearlyRight_IsSuggested(string text, string suggestion) =>
        Assert.StartsWith(suggestion, FilterParser.Parse(text).Error!.Expected, StringComparison.Ordinal);

    [Fact]
    public void Parse_TenantByName_BecomesItsKey()
    {
        var key = Guid.NewGuid();
        var tenants = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase) { ["Mega Corp"] = key };

        Assert.Equal($"tenant:{key}", FilterParser.Parse("tenant:\"mega corp\"", tenants).Filter!.Text);
        Assert.NotNull(FilterParser.Parse("tenant:Globex", tenants).Error);
    }

    [Fact]
    public void Parse_TooMuch_IsRefusedWithAReason()
    {
        Assert.Contains("too long", FilterParser.Parse(new string('a', FilterParser.MaximumLength + 1)).Error!.Message, StringComparison.Ordinal);
        Assert.Contains("too many", FilterParser.Parse(string.Join(' ', Enumerable.Repeat("a", FilterParser.MaximumConditions + 1))).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfAnyFilter_ReadsBackAsTheSame() =>
        FilterGen.Filter.Sample(filter => Parsed(filter.Text).Equals(filter) && Parsed(filter.Text).Conditions.SequenceEqual(filter.Conditions), iter: 5_000);

    [Fact]
    public void Text_OfOddValues_ReadsBackAsTheSame() =>
        FilterGen.OddCondition.Array[1, 3].Sample(conditions => Parsed(new ConnectionFilter(conditions).Text).Conditions.SequenceEqual(conditions), iter: 5_000);

    [Fact]
    public void Url_OfAnyFilter_ReadsBackAsTheSame() =>
        FilterGen.Filter.Sample(filter =>
        {
            var query = new Uri(new Uri("https://portal.example/"), ConnectionQuery.Href("connections", filter)).Query;
            return filter.Text.Length == 0 ? query.Length == 0 : Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)[ConnectionQuery.Name].ToString() == filter.Text;
        }, iter: 5_000);

    [Fact]
    public void Parse_AnyText_AnswersWithAFilterOrAnError() =>
        Gen.String.Sample(text => FilterParser.Parse(text) is var parse && (parse.Filter is null) != (parse.Error is null), iter: 5_000);

    [Fact]
    public void IncludingAndExcluding_AValue_MoveItBetweenConditions()
    {
        var filter = ConnectionFilter.Of(Outcome.Denied).Including(FilterField.Host, "a.example").Including(FilterField.Host, "b.example");
        Assert.Equal("outcome:denied host:a.example,b.example", filter.Text);

        filter = filter.Excluding(FilterField.Host, "a.example");
        Assert.Equal("outcome:denied host:b.example -host:a.example", filter.Text);

        filter = filter.Including(FilterField.Host, "a.example");
        Assert.Equal("outcome:denied host:b.example,a.example", filter.Text);
        Assert.Equal("host:b.example,a.example", filter.Toggling(FilterField.Outcome, "denied").Text);
    }

    private static ConnectionFilter Parsed(string text)
    {
        var parse = FilterParser.Parse(text);
        Assert.Null(parse.Error);
        return parse.Filter!;
    }
}
