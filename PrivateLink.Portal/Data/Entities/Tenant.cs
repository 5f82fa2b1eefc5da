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

    /// <summary>Makes the name unique, whatever the database's case rules are.</summary>
    public string NormalizedName { get; private set; } = "";

    /// <summary>The hosts of a suspended tenant accept no connections.</summary>
    public bool Suspended { get; set; }
}
