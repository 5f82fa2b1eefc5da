namespace PrivateLink.Portal.Access;

/// <summary>What somebody of the company may do. Values are persisted; never renumber.</summary>
public enum CompanyRole
{
    /// <summary>Everything, people and tenants included.</summary>
    Administrator = 1,

    /// <summary>The daily work: hosts, services, upstreams, claims.</summary>
    Operator = 2,

    /// <summary>Sees what the others do.</summary>
    Viewer = 3,
}
