using PrivateLink.Portal.Clouds;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>What the company publishes in one cloud and region. Listeners name it in their <c>Service</c> setting.</summary>
public sealed class PrivateLinkService : Entity
{
    public const int NameLength = 100;
    public const int RegionLength = 64;
    public const int AliasLength = 512;
    public const int CloudResourceIdLength = 512;
    public const int WordsLength = 1_000;
    public const int PrivateDnsNameLength = 255;
    public const int InstructionsLength = 2_000;

    public required string Name
    {
        get;
        set => NormalizedName = NormalizedText.Of(field = value);
    }

    public string NormalizedName { get; private set; } = "";

    /// <summary>Fixed: the link IDs of its private endpoints are this cloud's.</summary>
    public required CloudProvider Cloud { get; init; }

    public required string Region { get; set; }

    /// <summary>What customers type to reach it: AWS service name, Azure alias, GCP service attachment.</summary>
    public required string Alias { get; set; }

    /// <summary>Azure: the Private Link Service's own resource ID, for the company's commands. Customers never see it.</summary>
    public string? CloudResourceId { get; set; }

    /// <summary>AWS: the zones of its load balancer, by ID (<see cref="WordList"/>).</summary>
    public string ZoneIds { get; set; } = "";

    /// <summary>AWS: the other regions that endpoints may be in (<see cref="WordList"/>).</summary>
    public string SupportedRegions { get; set; } = "";

    /// <summary>The TCP ports (<see cref="WordList"/>); the first is the one that examples use.</summary>
    public string Ports { get; set; } = "443";

    public Acceptance Acceptance { get; set; } = Acceptance.Open;

    /// <summary>A name that the cloud itself can make private; null when there is none, or when its verification is not finished.</summary>
    public string? PrivateDnsName { get; set; }

    /// <summary>What customers should know.</summary>
    public string? Instructions { get; set; }

    /// <summary>Whether customers are offered it. One that is withdrawn keeps its private endpoints.</summary>
    public bool Published { get; set; }
}
