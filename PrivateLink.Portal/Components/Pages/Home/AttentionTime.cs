namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>When an item happened. Without any time, it is so now.</summary>
/// <param name="Count">How many connections; null if the item does not count connections.</param>
/// <param name="Since">From when; null for the last five minutes.</param>
/// <param name="Last">When the newest one came; null if that is not known.</param>
/// <param name="IsSinceStart">Whether it is counted since the portal started.</param>
/// <param name="Ended">When it ended; null if it goes on.</param>
public readonly record struct AttentionTime(long? Count, DateTimeOffset? Since, DateTimeOffset? Last, bool IsSinceStart = false, DateTimeOffset? Ended = null)
{
    /// <summary>It is so now.</summary>
    public static AttentionTime Now { get; }

    public static AttentionTime FromStart { get; } = new(null, null, null, IsSinceStart: true);

    public static AttentionTime At(DateTimeOffset since) => new(null, since, null);

    /// <summary>Connections of the last five minutes.</summary>
    public static AttentionTime Recent(long count, DateTimeOffset? last) => new(count, null, last);
}
