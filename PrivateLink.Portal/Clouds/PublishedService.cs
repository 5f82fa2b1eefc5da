using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds;

/// <summary>A private link service as far as a customer has to know it.</summary>
public sealed record PublishedService
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required CloudProvider Cloud { get; init; }

    /// <summary>The region that hosts it.</summary>
    public required string Region { get; init; }

    /// <summary>AWS service name, Azure alias or GCP service attachment.</summary>
    public required string Alias { get; init; }

    /// <summary>AWS: the zones that the load balancer is in, by ID. Empty elsewhere.</summary>
    public IReadOnlyList<string> ZoneIds { get; init; } = [];

    /// <summary>AWS: the other regions from which endpoints may be created.</summary>
    public IReadOnlyList<string> SupportedRegions { get; init; } = [];

    /// <summary>The TCP ports that it takes; the first is the one that examples use.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [443];

    public Acceptance Acceptance { get; init; } = Acceptance.Open;

    /// <summary>The verified private DNS name (AWS) or the domain for endpoint names (GCP); null when there is none.</summary>
    public string? PrivateDnsName { get; init; }

    /// <summary>What the company wants its customers to know about this service.</summary>
    public string? Instructions { get; init; }

    /// <summary>The port of examples.</summary>
    public int Port => Ports is [var first, ..] ? first : 443;
}
