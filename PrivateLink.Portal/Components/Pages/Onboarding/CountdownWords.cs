namespace PrivateLink.Portal.Components.Pages.Onboarding;

/// <summary>What a screen reader is told of a countdown: three times, and not every second. Belongs to the circuit's dispatcher.</summary>
public sealed class CountdownWords
{
    private static readonly (TimeSpan Left, string Words)[] Marks =
        [(TimeSpan.FromMinutes(5), "5 minutes left"), (TimeSpan.FromMinutes(1), "1 minute left"), (TimeSpan.FromSeconds(10), "10 seconds left")];

    private TimeSpan? _before;

    /// <summary>What was last said; empty before the first mark.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Looks at the clock. A mark that was passed before the first look is not said.</summary>
    /// <param name="left">How much time is left.</param>
    public void Look(TimeSpan left)
    {
        foreach (var (mark, words) in Marks)
            if (_before > mark && left <= mark) Said = words;
        _before = left;
    }

    /// <summary>Another countdown begins.</summary>
    public void Forget() => (_before, Said) = (null, "");
}
