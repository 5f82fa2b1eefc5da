namespace PrivateLink.Portal.Components.Pages.Onboarding;

/// <summary>What a screen reader says about a countdown: three announcements, not one every second. Belongs to the circuit's dispatcher.</summary>
public sealed class CountdownWords
{
    private static readonly (TimeSpan Left, string Words)[] Marks =
        [(TimeSpan.FromMinutes(5), "5 minutes left"), (TimeSpan.FromMinutes(1), "1 minute left"), (TimeSpan.FromSeconds(10), "10 seconds left")];

    private TimeSpan? _before;

    /// <summary>The last announcement; empty before the first one.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Checks the time left. Announcements that were due before the first check are left out.</summary>
    /// <param name="left">The time left.</param>
    public void Look(TimeSpan left)
    {
        foreach (var (mark, words) in Marks)
            if (_before > mark && left <= mark) Said = words;
        _before = left;
    }

    /// <summary>Resets for another countdown.</summary>
    public void Forget() => (_before, Said) = (null, "");
}
