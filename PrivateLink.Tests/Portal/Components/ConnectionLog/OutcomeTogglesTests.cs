using Bunit;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class OutcomeTogglesTests : PageTest
{
    [Theory]
    [InlineData("none")]
    [InlineData("probe")]
    public void Probe_ByEitherOfItsWords_IsPressedAndReleased(string word)
    {
        var filter = ConnectionFilter.Of(FilterField.Outcome, word);
        ConnectionFilter? changed = null;
        var toggles = Render<OutcomeToggles>(parameters => parameters.Add(each => each.Filter, filter).Add(each => each.OnChange, now => changed = now));

        var pressed = Assert.Single(toggles.FindAll("button[aria-pressed=true]"));
        Assert.Equal("Probe", Finding.TextOf(pressed));
        Assert.True(OutcomeToggles.Shows(Assert.Single(filter.Conditions)));

        pressed.Click();
        Assert.True(changed!.IsEverything);
    }
}
