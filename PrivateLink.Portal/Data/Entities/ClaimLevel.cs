namespace PrivateLink.Portal.Data.Entities;

/// <summary>How well it is known that a link is its tenant's. Values are persisted; never renumber.</summary>
public enum ClaimLevel
{
    /// <summary>There is no link ID yet.</summary>
    None = 0,

    /// <summary>Somebody typed it.</summary>
    Asserted = 1,

    /// <summary>A connection came through it to a host of the tenant.</summary>
    Matched = 2,

    /// <summary>A one-time name, known to the tenant alone, came through it; or operations vouch for it.</summary>
    Proven = 3,
}
