using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Audit;

/// <summary>The person who acted, as the audit log stores it.</summary>
/// <param name="Person">The name that pages show.</param>
/// <param name="PersonId">Null for the portal itself and for a stranger.</param>
/// <param name="TenantId">The tenant for which the person acts. Null for the company.</param>
/// <param name="Address">The address that the request came from, if known.</param>
/// <param name="SessionId">The sign-in session. Null if there is none.</param>
public sealed record AuditActor(string Person, Guid? PersonId, Guid? TenantId, string? Address, Guid? SessionId = null)
{
    /// <summary>The portal, if it acts automatically: for example at a deadline or at the first start.</summary>
    public static AuditActor Portal { get; } = new(PortalDbContext.Portal, null, null, null);

    /// <summary>A person who has not signed in.</summary>
    public static AuditActor Stranger(string? address) => new("not signed in", null, null, address);

    /// <summary>An account of the machine, which acts by a command and is no person of the portal.</summary>
    public static AuditActor AtTheMachine(string account) => new($"{account}, at the machine", null, null, null);

    internal static AuditActor Of(Caller caller) => new(caller.Person, caller.PersonId, caller.TenantId, caller.Address, caller.SessionId);
}
