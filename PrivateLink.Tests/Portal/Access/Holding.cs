using PrivateLink.Portal.Access;

namespace PrivateLink.Tests.Portal.Access;

/// <summary>
/// Everything of one tenant: a marker word in all of its texts, and the keys of its rows (tenant, resource, endpoint, person, membership, invitation,
/// notice).
/// </summary>
internal sealed record Holding(Guid TenantId, string Marker, string Host, long RecordId, IReadOnlyList<Guid> Keys)
{
    public Guid EndpointId => Keys[2];

    /// <summary>The tenant's person in a role.</summary>
    public Caller As(TenantRole role = TenantRole.Owner) => Caller.Tenant("mia", TenantId, role, personId: Keys[3]);
}
