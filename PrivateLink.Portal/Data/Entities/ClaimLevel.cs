namespace PrivateLink.Portal.Data.Entities;

/// <summary>How certain it is that a link belongs to its tenant. Values are persisted; never renumber.</summary>
public enum ClaimLevel
{
    /// <summary>The link ID is not known yet.</summary>
    None = 0,

    /// <summary>A person entered it.</summary>
    Asserted = 1,

    /// <summary>A connection to a host of the tenant came through it.</summary>
    Matched = 2,

    /// <summary>A one-time name that only the tenant knows came through it, or operations vouch for it.</summary>
    Proven = 3,
}
