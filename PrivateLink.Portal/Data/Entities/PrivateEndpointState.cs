namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// Where a private endpoint is in its life. Being switched off is a mark of its own beside it, so that it comes back to where it was.
/// Values are persisted; never renumber.
/// </summary>
public enum PrivateEndpointState
{
    /// <summary>Being set up; its link ID is not known yet.</summary>
    Draft = 1,

    /// <summary>Its link ID is known; no connection has come through it to a host of its tenant.</summary>
    AwaitingTraffic = 2,

    /// <summary>A connection came through it to a host of its tenant.</summary>
    Verified = 3,

    /// <summary>Somebody else has shown that the same link is theirs: operations decide.</summary>
    Conflict = 4,

    /// <summary>Nothing proved the link ID in time, or somebody else did. Lists of hosts are left as they are.</summary>
    Expired = 5,

    /// <summary>Taken out of use. Kept, so that a link ID that comes back is noticed.</summary>
    Retired = 7,
}
