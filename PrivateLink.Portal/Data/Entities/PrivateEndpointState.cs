namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// The stage in the life of a private endpoint. Disabling is a separate flag, so an endpoint that is enabled again keeps its stage. Values are
/// persisted; never renumber.
/// </summary>
public enum PrivateEndpointState
{
    /// <summary>Being set up; its link ID is not known yet.</summary>
    Draft = 1,

    /// <summary>Its link ID is known. No connection to a host of its tenant has come through it yet.</summary>
    AwaitingTraffic = 2,

    /// <summary>A connection to a host of its tenant came through it.</summary>
    Verified = 3,

    /// <summary>Another tenant has shown that the same link is theirs. Operations decide.</summary>
    Conflict = 4,

    /// <summary>No proof of the link ID arrived in time, or another tenant proved it. Lists of hosts stay unchanged.</summary>
    Expired = 5,

    /// <summary>Taken out of use. The row remains, so that the portal notices if the link ID reappears.</summary>
    Retired = 7,
}
