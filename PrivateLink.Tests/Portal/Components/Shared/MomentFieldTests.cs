using Bunit;
using PrivateLink.Portal.Components.Shared;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Shared;

/// <summary>The field for a date and a time.</summary>
public class MomentFieldTests : ComponentTest
{
    private readonly List<DateTimeOffset?> _told = [];

    [Fact]
    public void Typing_AYearDigitByDigit_IsLeftAloneUntilItIsAYear()
    {
        var field = Render<MomentField>(parameters => parameters.Add(moment => moment.Value, new DateTimeOffset(2026, 12, 1, 2, 18, 56, TimeSpan.Zero)).Add(moment => moment.ValueChanged, _told.Add));
        Assert.Equal("2026-12-01T02:18", field.Find("input").GetAttribute("value"));

        foreach (var year in new[] { "0002", "0020", "0202" })
        {
            field.Find("input").Change($"{year}-11-30T02:18");
            Assert.Equal($"{year}-11-30T02:18", field.Find("input").GetAttribute("value"));
        }

        Assert.Empty(_told);
        field.Find("input").Change("2026-11-30T02:18");
        Assert.Equal([new DateTimeOffset(2026, 11, 30, 2, 18, 0, TimeSpan.Zero)], _told);
    }

    /// <summary>Each digit navigates, and the page is drawn in between with what it knew before.</summary>
    [Fact]
    public void Typing_FasterThanThePageFollows_IsNotWrittenOver()
    {
        var first = new DateTimeOffset(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);
        var field = Render<MomentField>(parameters => parameters.Add(moment => moment.Value, first).Add(moment => moment.ValueChanged, _told.Add));
        field.Find("input").Change("2026-04-04T10:00");
        field.Find("input").Change("2026-04-03T10:00");

        foreach (var known in (DateTimeOffset[])[first, first.AddDays(-30), first.AddDays(-31)])
        {
            field.Render(parameters => parameters.Add(moment => moment.Value, known));
            Assert.Equal("2026-04-03T10:00", field.Find("input").GetAttribute("value"));
        }

        field.Render(parameters => parameters.Add(moment => moment.Value, first.AddDays(-30)));
        Assert.Equal("2026-04-04T10:00", field.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Value_ThatChangesElsewhere_IsShown()
    {
        var field = Render<MomentField>(parameters => parameters.Add(moment => moment.Value, null));
        field.Render(parameters => parameters.Add(moment => moment.Value, new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero)));
        Assert.Equal("2026-07-01T10:00", field.Find("input").GetAttribute("value"));

        field.Render(parameters => parameters.Add(moment => moment.Value, null));
        Assert.True(string.IsNullOrEmpty(field.Find("input").GetAttribute("value")));
    }
}
