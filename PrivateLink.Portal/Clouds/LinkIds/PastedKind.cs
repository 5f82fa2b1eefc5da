namespace PrivateLink.Portal.Clouds.LinkIds;

/// <summary>What people paste where a link ID belongs.</summary>
public enum PastedKind
{
    /// <summary>Nothing at all.</summary>
    Nothing,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A number that some tool has read as a signed one.</summary>
    NegativeNumber,

    /// <summary>A GUID and nothing else.</summary>
    BareGuid,

    /// <summary>Something in the language of a cloud, or none.</summary>
    Identifier,
}
