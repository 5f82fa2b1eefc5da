using PrivateLink.Portal.Clouds.Modules;

namespace PrivateLink.Portal.Clouds.Known;

/// <summary>The table that compares the clouds.</summary>
public static class ComparedClouds
{
    /// <summary>The table without its head: the question, then each cloud's answer.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows =>
    [
        Row("Your object", cloud => cloud.Words.PrivateEndpoint),
        Row("What names it", cloud => cloud.Words.LinkId),
        Row("Can you read that?", cloud => cloud.Comparison.CanReadLinkId),
        Row("Zones", cloud => cloud.Comparison.Zones),
        Row("Other regions", cloud => cloud.Comparison.OtherRegions),
        Row("Who accepts", cloud => cloud.Comparison.WhoAccepts),
        Row("DNS record", cloud => cloud.Comparison.DnsRecord),
        Row("Idle connections are cut after", cloud => cloud.Comparison.IdleTimeout),
        Row("Can the ID become somebody else's?", cloud => cloud.Comparison.LinkIdReuse),
    ];

    private static IReadOnlyList<string> Row(string question, Func<ICloud, string> answer) => [question, .. KnownClouds.All.Select(answer)];
}
