namespace PrivateLink.Portal.Data.Entities;

/// <summary>A customer organisation. It owns resources and private endpoints.</summary>
public sealed class Tenant : Entity
{
    public const int NameLength = 100;

    public required string Name
    {
        get;
        set => NormalizedName = NormalizedText.Of(field = value);
    }

    /// <summary>What makes the name unique, whatever the database thinks of capitals.</summary>
    public string NormalizedName { get; private set; } = "";

    /// <summary>A suspended tenant's hosts take no connections at all.</summary>
    public bool Suspended { get; set; }
}
