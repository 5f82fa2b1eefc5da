using PrivateLink.Portal.Clouds.Modules;

namespace PrivateLink.Portal.Clouds.Known;

/// <summary>The table that compares the clouds.</summary>
public static class ComparedClouds
{
    /// <summary>The table without its header: each question, then each cloud's answer.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows =>
    [
        Row("Your object", cloud => cloud.Words.PrivateEndpoint),
        Row("What identifies it", cloud => cloud.Words.LinkId),
        Row("Can you see the ID?", cloud => cloud.Comparison.CanReadLinkId),
        Row("Zones", cloud => cloud.Comparison.Zones),
        Row("Other regions", cloud => cloud.Comparison.OtherRegions),
        Row("Who accepts it", cloud => cloud.Comparison.WhoAccepts),
        Row("DNS record", cloud => cloud.Comparison.DnsRecord),
        Row("Idle connections end after", cloud => cloud.Comparison.IdleTimeout),
        Row("Can the ID be reused?", cloud => cloud.Comparison.LinkIdReuse),
    ];

    private static IReadOnlyList<string> Row(string question, Func<ICloud, string> answer) => [question, .. KnownClouds.All.Select(answer)];
}
