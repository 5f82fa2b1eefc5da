namespace PrivateLink.Portal.Access;

/// <summary>What somebody of a customer may do in one tenant. Values are persisted; never renumber.</summary>
public enum TenantRole
{
    /// <summary>Answers for the tenant: its people, and who may connect without a private endpoint.</summary>
    Owner = 1,

    /// <summary>Sets up private endpoints and lists of links.</summary>
    Member = 2,

    /// <summary>Sees what the others do.</summary>
    Viewer = 3,
}
