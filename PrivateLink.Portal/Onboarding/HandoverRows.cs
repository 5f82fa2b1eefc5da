using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Hand-over links inside a unit of work, and which of them still work.</summary>
internal static class HandoverRows
{
    /// <summary>The link that a token opens. Unknown, expired and ended tokens run the same query, so the response time does not reveal which it was.</summary>
    public static IQueryable<StepHandover> Opened(PortalDbContext context, string token, DateTime now)
    {
        var hash = OneTimeToken.HashOf(token);
        return Good(context, now).Where(handover => handover.TokenHash == hash && !handover.PrivateEndpoint!.Tenant!.Suspended);
    }

    /// <summary>
    /// Links whose step is not done and whose maker may still hand it over. A link made without a link ID ends when the ID arrives, unless its step
    /// is DNS or verification. A link that was made for one link ID ends when the ID changes.
    /// </summary>
    public static IQueryable<StepHandover> Good(PortalDbContext context, DateTime now)
    {
        var row = Permissions.Of(Permission.EditPrivateEndpoints);
        var (company, tenant) = (row.Company, row.Tenant);
        return context.StepHandovers.Where(handover => handover.ClosedAt == null
            && handover.ExpiresAt > now
            && handover.PrivateEndpoint!.State != PrivateEndpointState.Retired
            && (handover.PrivateEndpoint.LinkId == handover.LinkId
                || (handover.LinkId == null && (handover.Step == HandedStep.Dns || handover.Step == HandedStep.Verify)))
            && (handover.MadeById == null
                || context.People.Any(person => person.Id == handover.MadeById
                    && ((person.CompanyRole != null && company.Contains(person.CompanyRole.Value))
                        || person.Memberships.Any(membership => membership.TenantId == handover.TenantId && tenant.Contains(membership.Role))))));
    }

    /// <summary>Why a link no longer works; null for one that works.</summary>
    public static HandoverEnding? EndingOf(StepHandover handover, bool isGood, DateTime now) => handover switch
    {
        _ when isGood => null,
        _ when handover.ExpiresAt <= now => HandoverEnding.Expired,
        { PrivateEndpoint.State: PrivateEndpointState.Retired } => HandoverEnding.StepOver,
        _ when handover.PrivateEndpoint!.LinkId != handover.LinkId && (handover.LinkId is not null || handover.Step is HandedStep.Zones or HandedStep.Create) => HandoverEnding.StepOver,
        _ => HandoverEnding.MakerLeft,
    };

    public static void End(StepHandover handover, HandoverEnding ending, DateTime now) => (handover.ClosedAt, handover.Ending) = (now, ending);

    /// <summary>What the audit log records about a link.</summary>
    public static object FactsOf(StepHandover handover) => new { handover.Step, handover.ExpiresAt, handover.MadeBy, handover.Ending };
}
