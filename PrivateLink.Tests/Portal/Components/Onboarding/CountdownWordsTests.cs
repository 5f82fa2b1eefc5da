using PrivateLink.Portal.Components.Pages.Onboarding;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Onboarding;

public class CountdownWordsTests
{
    private readonly CountdownWords _words = new();

    [Fact]
    public void Look_EverySecondOfTenMinutes_SaysThreeThings()
    {
        var said = new List<string>();
        for (var left = 600; left >= 0; left--)
        {
            _words.Look(TimeSpan.FromSeconds(left));
            if (said.LastOrDefault() != _words.Said) said.Add(_words.Said);
        }

        Assert.Equal(["", "5 minutes left", "1 minute left", "10 seconds left"], said);
    }

    [Fact]
    public void Look_OpenedBehindAMark_DoesNotSayIt()
    {
        foreach (var left in (int[])[200, 199, 100]) _words.Look(TimeSpan.FromSeconds(left));

        Assert.Empty(_words.Said);
    }

    [Fact]
    public void Look_ComputerSlept_SaysWhatIsSoNow()
    {
        _words.Look(TimeSpan.FromSeconds(400));
        _words.Look(TimeSpan.FromSeconds(8));

        Assert.Equal("10 seconds left", _words.Said);
    }
}
