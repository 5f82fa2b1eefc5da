namespace PrivateLink.Portal.Access;

/// <summary>What a person of the company may do. Values are persisted; never renumber.</summary>
public enum CompanyRole
{
    /// <summary>Everything, including people and tenants.</summary>
    Administrator = 1,

    /// <summary>The daily work: hosts, services, upstreams, claims.</summary>
    Operator = 2,

    /// <summary>Reads what the others can change.</summary>
    Viewer = 3,
}
