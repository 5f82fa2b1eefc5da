using PrivateLink.Portal.Clouds;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>A service that the company publishes in one cloud and region. Listeners name it in their <c>Service</c> setting.</summary>
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

    /// <summary>Fixed, because the link IDs of its private endpoints belong to this cloud.</summary>
    public required CloudProvider Cloud { get; init; }

    public required string Region { get; set; }

    /// <summary>The name that customers enter to reach it: AWS service name, Azure alias, GCP service attachment.</summary>
    public required string Alias { get; set; }

    /// <summary>Azure: the resource ID of the Private Link Service, for the company's commands. Customers never see it.</summary>
    public string? CloudResourceId { get; set; }

    /// <summary>AWS: the zone IDs of its load balancer (<see cref="WordList"/>).</summary>
    public string ZoneIds { get; set; } = "";

    /// <summary>AWS: the other regions in which endpoints may be (<see cref="WordList"/>).</summary>
    public string SupportedRegions { get; set; } = "";

    /// <summary>The TCP ports (<see cref="WordList"/>). Examples use the first one.</summary>
    public string Ports { get; set; } = "443";

    public Acceptance Acceptance { get; set; } = Acceptance.Open;

    /// <summary>A name that the cloud itself can make private. Null if there is none, or if its verification is not complete.</summary>
    public string? PrivateDnsName { get; set; }

    /// <summary>Instructions for customers.</summary>
    public string? Instructions { get; set; }

    /// <summary>Whether customers can choose it. A withdrawn service keeps its private endpoints.</summary>
    public bool Published { get; set; }
}
