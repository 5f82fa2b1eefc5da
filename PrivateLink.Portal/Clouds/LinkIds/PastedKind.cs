namespace PrivateLink.Portal.Clouds.LinkIds;

/// <summary>What people paste instead of a link ID.</summary>
public enum PastedKind
{
    /// <summary>Nothing at all.</summary>
    Nothing,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A number that a tool has read as a signed one.</summary>
    NegativeNumber,

    /// <summary>A GUID and nothing else.</summary>
    BareGuid,

    /// <summary>An identifier, of a cloud or unknown.</summary>
    Identifier,
}
