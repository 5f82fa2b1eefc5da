namespace PrivateLink.Portal.Data.Entities;

/// <summary>The company's own addresses behind one or more resources.</summary>
public sealed class Upstream : Entity
{
    public const int NameLength = 100;

    public required string Name
    {
        get;
        set => NormalizedName = NormalizedText.Of(field = value);
    }

    public string NormalizedName { get; private set; } = "";

    /// <summary>
    /// Whether each connection begins with a PROXY header that names the authorised host and the link. Only for backends that expect it.
    /// </summary>
    public bool SendProxyHeader { get; set; }

    public ICollection<UpstreamAddress> Addresses { get; } = [];
}
