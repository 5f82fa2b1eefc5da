using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Identity.Accounts;

namespace PrivateLink.Portal.People;

/// <summary>Edits of invitations inside a unit of work, for the company and for tenants.</summary>
internal static class InvitationEdits
{
    public const string EmailField = "Email";
    public const string RoleField = "Role";

    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(72);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Creates an invitation, and revokes an earlier one to the same address and side.</summary>
    public static async Task<Edit> InviteAsync(
        PortalDbContext context, Caller caller, Tenant? tenant, string email, CompanyRole? companyRole, TenantRole? tenantRole, OneTimeToken token, bool proves, int most, DateTime now,
        CancellationToken cancel)
    {
        if (EmailAddress.ErrorOf(email) is { } error) return PeopleInContext.Mistake(EmailField, error);
        if (companyRole is null && tenantRole is null) return PeopleInContext.Mistake(RoleField, "Choose what the person may do.");

        var tenantId = tenant?.Id;
        var normalized = NormalizedText.Of(email);
        if (await IsInAsync(context, tenantId, normalized, cancel)) return PeopleInContext.Mistake(EmailField, "This person is already a member.");

        // Recent ones count even if revoked, so that a loop of inviting and revoking also meets the ceiling.
        var since = now - Day;
        if (await context.Invitations.CountAsync(invitation => invitation.TenantId == tenantId && (invitation.ClosedAt == null || invitation.CreatedAt >= since), cancel) >= most)
            return PeopleInContext.Mistake(EmailField, $"{most} invitations are open or were created within a day. Revoke some, or wait until tomorrow.");

        foreach (var earlier in await Open(context, tenantId).Where(invitation => invitation.NormalizedEmail == normalized).ToListAsync(cancel)) earlier.ClosedAt = now;
        var invitation = new Invitation
        {
            TenantId = tenantId,
            Email = email.Trim(),
            CompanyRole = companyRole,
            TenantRole = tenantRole,
            TokenHash = token.Hash,
            ProvesMailbox = proves,
            ExpiresAt = now + GoodFor,
            InvitedBy = caller.Person,
            InvitedById = caller.PersonId,
        };
        context.Invitations.Add(invitation);
        return new Edit.Change(AuditTarget.Of(invitation), After: FactsOf(invitation));
    }

    /// <summary>Creates a new link for an open invitation; the old link stops working.</summary>
    public static async Task<Edit> ResendAsync(
        PortalDbContext context, Guid? tenantId, Guid id, OneTimeToken token, bool proves, DateTime now, CancellationToken cancel)
    {
        if (await Open(context, tenantId).SingleOrDefaultAsync(invitation => invitation.Id == id, cancel) is not { } invitation) return new Edit.Mistake(new SaveResult.NotFound());
        invitation.TokenHash = token.Hash;
        invitation.ProvesMailbox = proves;
        invitation.ExpiresAt = now + GoodFor;
        return new Edit.Change(AuditTarget.Of(invitation), After: FactsOf(invitation));
    }

    public static async Task<Edit> RevokeAsync(PortalDbContext context, Guid? tenantId, Guid id, DateTime now, CancellationToken cancel)
    {
        if (await Open(context, tenantId).SingleOrDefaultAsync(invitation => invitation.Id == id, cancel) is not { } invitation) return new Edit.Mistake(new SaveResult.NotFound());
        invitation.ClosedAt = now;
        return new Edit.Change(AuditTarget.Of(invitation), Before: FactsOf(invitation));
    }

    /// <summary>Revokes the invitations of a person who may no longer invite. Otherwise the person could return through one of them.</summary>
    /// <param name="tenantId">The tenant that the person no longer owns; null for a person who leaves the company's side, which can invite everywhere.</param>
    public static async Task RevokeSentByAsync(PortalDbContext context, Guid personId, Guid? tenantId, DateTime now, CancellationToken cancel)
    {
        var sent = context.Invitations.Where(invitation => invitation.InvitedById == personId && invitation.ClosedAt == null);
        if (tenantId is not null) sent = sent.Where(invitation => invitation.TenantId == tenantId);
        foreach (var invitation in await sent.ToListAsync(cancel)) invitation.ClosedAt = now;
    }

    /// <summary>Invitations of one side that are neither accepted nor revoked, including expired ones.</summary>
    public static IQueryable<Invitation> Open(PortalDbContext context, Guid? tenantId) =>
        context.Invitations.Where(invitation => invitation.TenantId == tenantId && invitation.ClosedAt == null);

    private static Task<bool> IsInAsync(PortalDbContext context, Guid? tenantId, string normalizedEmail, CancellationToken cancel) => tenantId is null
        ? context.People.AnyAsync(person => person.NormalizedEmail == normalizedEmail && person.CompanyRole != null, cancel)
        : context.Memberships.AnyAsync(membership => membership.TenantId == tenantId && membership.Person!.NormalizedEmail == normalizedEmail, cancel);

    private static object FactsOf(Invitation invitation) =>
        new { invitation.Email, Role = invitation.CompanyRole?.ToString() ?? invitation.TenantRole.ToString(), invitation.ExpiresAt };
}
