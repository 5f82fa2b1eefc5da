using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>What the company publishes in one cloud and region. Listeners name it in their <c>Service</c> setting.</summary>
public sealed class PrivateLinkService : Entity
{
    public const int NameLength = 100;
    public const int RegionLength = 64;
    public const int AliasLength = 512;

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
}
