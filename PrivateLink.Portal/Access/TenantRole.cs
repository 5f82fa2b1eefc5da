namespace PrivateLink.Portal.Access;

/// <summary>What a person of a customer may do in one tenant. Values are persisted; never renumber.</summary>
public enum TenantRole
{
    /// <summary>Is responsible for the tenant: its people, and who may connect without a private endpoint.</summary>
    Owner = 1,

    /// <summary>Sets up private endpoints and lists of links.</summary>
    Member = 2,

    /// <summary>Reads what the others can change.</summary>
    Viewer = 3,
}
