namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>The window that is counted: the last five minutes, in steps.</summary>
internal static class GroupWindow
{
    public const int Steps = 30;
    public const int StepSeconds = 10;

    /// <summary>The most groups that are counted apart.</summary>
    public const int MostGroups = 2_000;

    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(Steps * StepSeconds);

    public static long StepOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    public static int SlotOf(long step) => (int)(step % Steps);
}
