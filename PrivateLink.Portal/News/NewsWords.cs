using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.News;

/// <summary>The one table of all kinds of news: their words and their recipients.</summary>
public static class NewsWords
{
    /// <summary>Whether it is for operations. All other news is for owners and for the person who began it.</summary>
    public static bool IsForOperations(NewsKind kind) => kind == NewsKind.LinkShared;

    /// <summary>Owners cannot disable it: a host that they closed is open. Anyone who breaks the glass in their name must not do it unseen.</summary>
    public static bool IsAlways(NewsKind kind) => kind == NewsKind.GlassBroken;

    /// <summary>What the account page calls it.</summary>
    public static string Of(NewsKind kind) => kind switch
    {
        NewsKind.EndpointApproved => "A private endpoint is approved or refused",
        NewsKind.FirstConnection => "The first connection comes through a private endpoint",
        NewsKind.TrialEnding => "A trial is about to end",
        NewsKind.RolledBack => "A trial ended, and the host went back to Monitor",
        NewsKind.GlassBroken => "An enforced host is opened",
        NewsKind.LinkSilent => "Nothing comes through a private endpoint for a week",
        NewsKind.DailyDigest => "A digest of the previous day, every morning at seven",
        NewsKind.QuietDigest => "A digest also for days without activity",
        _ => "Two tenants name the same link ID",
    };

    /// <summary>The label of an item's time.</summary>
    internal static string OfTime(NewsKind kind) => kind switch
    {
        NewsKind.TrialEnding => "It ends",
        NewsKind.LinkSilent => "Last seen",
        NewsKind.LinkShared => "Since",
        NewsKind.DailyDigest => "The day began",
        _ => "When",
    };
}
