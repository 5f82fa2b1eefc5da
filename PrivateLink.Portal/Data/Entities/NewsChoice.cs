namespace PrivateLink.Portal.Data.Entities;

/// <summary>A person's choice of mail notifications. Without a choice, the person receives all news that concerns them.</summary>
public sealed class NewsChoice
{
    public const int ZoneLength = 64;

    public required Guid PersonId { get; init; }

    public PortalUser? Person { get; private set; }

    /// <summary>The kinds that are disabled, one bit for each number.</summary>
    public int Off { get; set; }

    /// <summary>Of the kinds that are off by default, those that are enabled. One bit for each number.</summary>
    public int On { get; set; }

    /// <summary>The browser's time zone when the choice was made. Null if the browser did not send it.</summary>
    public string? Zone { get; set; }

    /// <summary>Whether a person receives this kind only if they choose it.</summary>
    public static bool IsOffUnlessChosen(NewsKind kind) => kind is NewsKind.DailyDigest or NewsKind.QuietDigest;

    public bool Wants(NewsKind kind) => IsOffUnlessChosen(kind) ? (On & BitOf(kind)) != 0 : (Off & BitOf(kind)) == 0;

    public void Choose(NewsKind kind, bool wants)
    {
        if (IsOffUnlessChosen(kind)) On = wants ? On | BitOf(kind) : On & ~BitOf(kind);
        else Off = wants ? Off & ~BitOf(kind) : Off | BitOf(kind);
    }

    private static int BitOf(NewsKind kind) => 1 << (int)kind;
}
