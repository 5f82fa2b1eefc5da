using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// Something that people enable and disable, and how the audit log records it. Only this type knows how the facts of such entries are written.
/// </summary>
internal sealed class AuditedSwitch
{
    private static readonly string On = AuditFacts.Fragment(new { Enabled = true });
    private static readonly string Off = AuditFacts.Fragment(new { Enabled = false });
    private static readonly string KeptOff = AuditFacts.Fragment(new { KeptOff = true });
    private static readonly string Suspended = AuditFacts.Fragment(new { Suspended = true });

    private readonly Expression<Func<AuditEntry, bool>> _turns;
    private readonly string _off;

    /// <param name="turns">The entries that set it, in either direction.</param>
    /// <param name="off">The fact that the newest of them contains if it disabled it.</param>
    private AuditedSwitch(Expression<Func<AuditEntry, bool>> turns, string off) => (_turns, _off) = (turns, off);

    /// <summary>A host. Other saves of the host repeat its setting, so only a change of it counts, or the company's decision to keep it disabled.</summary>
    public static AuditedSwitch OfHost(Guid host) => new(
        entry => entry.TargetId == host
            && ((entry.After!.Contains(Off) && (entry.Before == null || entry.Before.Contains(On)))
                || (entry.After.Contains(KeptOff) && (entry.Before == null || !entry.Before.Contains(KeptOff)))
                || (entry.After.Contains(On) && entry.Before!.Contains(Off))),
        Off);

    /// <summary>A link at one host. Removing the link ends the switch, too. A shortened entry names only disabled links, so that fact alone decides.</summary>
    public static AuditedSwitch OfLink(Guid host, string link)
    {
        var off = AuditFacts.Fragment(new Dictionary<string, bool> { [link] = false });
        return new(
            entry => entry.TargetId == host
                && ((entry.After!.Contains(off) && (entry.Before == null || !entry.Before.Contains(off)))
                    || (entry.Before!.Contains(off) && (entry.After == null || !entry.After.Contains(off)))),
            off);
    }

    /// <summary>Private endpoints with the same link.</summary>
    /// <param name="own">The endpoints whose switch is asked for.</param>
    /// <param name="rows">Every endpoint of the tenant with the link. The company switches them together, but its entry names only one.</param>
    public static AuditedSwitch OfEndpoints(IReadOnlyCollection<Guid> own, IReadOnlyCollection<Guid> rows)
    {
        var code = AuditAction.PrivateEndpointSwitched.Code;
        return new(
            entry => entry.Action == code && entry.TargetId != null
                && (own.Contains(entry.TargetId.Value) || (entry.ActorTenantId == null && rows.Contains(entry.TargetId.Value))),
            Off);
    }

    /// <summary>A tenant, which is suspended and resumed.</summary>
    public static AuditedSwitch OfTenant(Guid tenant)
    {
        var (suspended, resumed) = (AuditAction.TenantSuspended.Code, AuditAction.TenantResumed.Code);
        return new(entry => entry.TargetId == tenant && (entry.Action == suspended || entry.Action == resumed), Suspended);
    }

    /// <summary>The action that disabled it last. Null if it was enabled since, or if none of the entries sets it.</summary>
    public async Task<SwitchOff?> InForceAsync(IQueryable<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var last = await entries.AsNoTracking()
            .Where(entry => entry.Result == AuditResult.Done)
            .Where(_turns)
            .OrderByDescending(entry => entry.Sequence)
            .FirstOrDefaultAsync(cancellationToken);
        return last?.After?.Contains(_off, StringComparison.Ordinal) == true ? SwitchOff.From(last) : null;
    }
}
