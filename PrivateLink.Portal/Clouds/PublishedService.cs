using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds;

/// <summary>The details of a private link service that a customer needs.</summary>
public sealed record PublishedService
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required CloudProvider Cloud { get; init; }

    /// <summary>The region that hosts it.</summary>
    public required string Region { get; init; }

    /// <summary>AWS service name, Azure alias or GCP service attachment.</summary>
    public required string Alias { get; init; }

    /// <summary>AWS: the zone IDs of the load balancer. Empty for other clouds.</summary>
    public IReadOnlyList<string> ZoneIds { get; init; } = [];

    /// <summary>AWS: the other regions from which endpoints may be created.</summary>
    public IReadOnlyList<string> SupportedRegions { get; init; } = [];

    /// <summary>The TCP ports that it accepts. Examples use the first one.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [443];

    public Acceptance Acceptance { get; init; } = Acceptance.Open;

    /// <summary>The verified private DNS name (AWS) or the domain for endpoint names (GCP). Null if there is none.</summary>
    public string? PrivateDnsName { get; init; }

    /// <summary>What the company wants its customers to know about this service.</summary>
    public string? Instructions { get; init; }

    /// <summary>The port that examples use.</summary>
    public int Port => Ports is [var first, ..] ? first : 443;
}
