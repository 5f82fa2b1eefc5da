using PrivateLink.Portal.Components.Pages.ConnectionLog;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class ZoomTrailTests
{
    private readonly ZoomTrail _trail = new();

    [Fact]
    public void Arrive_PartOfAPart_LeadsBackStepByStep()
    {
        _trail.Arrive("", Decisions.Noon.AddDays(-1), to: null);
        _trail.Arrive("first", Decisions.Noon.AddHours(-3), Decisions.Noon.AddHours(-1));
        _trail.Arrive("second", Decisions.Noon.AddHours(-2), Decisions.Noon.AddHours(-1));
        Assert.Equal("first", _trail.Back);

        _trail.Arrive("first", Decisions.Noon.AddHours(-3), Decisions.Noon.AddHours(-1));
        Assert.Equal("", _trail.Back);

        // A span of the last day starts later when the user returns to it.
        _trail.Arrive("", Decisions.Noon.AddDays(-1).AddMinutes(2), to: null);
        Assert.Null(_trail.Back);
    }

    [Fact]
    public void Arrive_SpanElsewhere_ForgetsTheWay()
    {
        _trail.Arrive("", Decisions.Noon.AddDays(-1), to: null);
        _trail.Arrive("part", Decisions.Noon.AddHours(-3), Decisions.Noon.AddHours(-1));

        _trail.Arrive("elsewhere", Decisions.Noon.AddDays(-9), Decisions.Noon.AddDays(-8));

        Assert.Null(_trail.Back);
    }

    [Fact]
    public void Arrive_SameSpanAgain_ChangesNothing()
    {
        _trail.Arrive("all", from: null, to: null);
        _trail.Arrive("part", Decisions.Noon.AddHours(-3), Decisions.Noon.AddHours(-1));
        _trail.Arrive("part", Decisions.Noon.AddHours(-3), Decisions.Noon.AddHours(-1));

        Assert.Equal("all", _trail.Back);
    }
}
