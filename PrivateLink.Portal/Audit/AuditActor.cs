using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Audit;

/// <summary>Who did it, as the audit log keeps it.</summary>
/// <param name="Person">The name that pages show.</param>
/// <param name="PersonId">Null for the portal itself and for a stranger.</param>
/// <param name="TenantId">The tenant on whose side the person acts; null for the company.</param>
/// <param name="Address">Where the request came from, when known.</param>
/// <param name="SessionId">The sign-in behind it; null without one.</param>
public sealed record AuditActor(string Person, Guid? PersonId, Guid? TenantId, string? Address, Guid? SessionId = null)
{
    /// <summary>The portal, when it acts by itself: a deadline that passed, a first start.</summary>
    public static AuditActor Portal { get; } = new(PortalDbContext.Portal, null, null, null);

    /// <summary>Somebody who has not signed in, or not yet.</summary>
    public static AuditActor Stranger(string? address) => new("not signed in", null, null, address);

    internal static AuditActor Of(Caller caller) => new(caller.Person, caller.PersonId, caller.TenantId, caller.Address, caller.SessionId);
}
