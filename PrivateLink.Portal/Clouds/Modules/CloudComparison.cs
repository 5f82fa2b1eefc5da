namespace PrivateLink.Portal.Clouds.Modules;

/// <summary>A cloud's column in the comparison table: the differences that matter to the customer.</summary>
public sealed record CloudComparison
{
    public required string CanReadLinkId { get; init; }

    public required string Zones { get; init; }

    public required string OtherRegions { get; init; }

    public required string WhoAccepts { get; init; }

    public required string DnsRecord { get; init; }

    public required string IdleTimeout { get; init; }

    public required string LinkIdReuse { get; init; }
}
