using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>An action after which a host accepted no connections.</summary>
/// <param name="Sequence">Its entry in the audit log.</param>
/// <param name="Of">What was disabled: a host, or a suspended tenant.</param>
/// <param name="Reason">The reason given; null if none was required.</param>
public sealed record SwitchOff(long Sequence, DateTime Time, string By, string Of, bool IsTenant, string? Reason);

/// <summary>Finds in the audit log who disabled the host of a denied connection, or suspended its tenant.</summary>
public sealed class SwitchedOff(IDbContextFactory<PortalDbContext> contexts)
{
    // Must match how AuditFacts writes it. Only a host's own setting has this name among its facts.
    private const string On = "\"enabled\":true";
    private const string Off = "\"enabled\":false";

    /// <summary>The actions in force at the time of the connection, newest first; null if the database does not answer.</summary>
    [Requires(Permission.ViewActivity)]
    public async Task<IReadOnlyList<SwitchOff>?> OfAsync(Caller caller, ConnectionView connection, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewActivity);
        var (host, tenant, at) = (connection.ResourceId, connection.TenantId, DecidedAt(connection));
        try
        {
            await using var context = await contexts.OpenAsync(caller, cancellationToken);
            var entries = context.AuditEntries.AsNoTracking().VisibleTo(caller).Where(entry => entry.Result == AuditResult.Done && entry.Time <= at);

            // The last change of each setting, in either direction.
            var turn = host is null ? null : await NewestAsync(entries.Where(entry => entry.TargetId == host).Where(IsTurn), cancellationToken);
            var suspension = tenant is null ? null : await NewestAsync(
                entries.Where(entry => entry.TargetId == tenant && (entry.Action == AuditAction.TenantSuspended.Code || entry.Action == AuditAction.TenantResumed.Code)), cancellationToken);
            var acts = new List<SwitchOff>();
            if (turn?.After?.Contains(Off, StringComparison.Ordinal) == true) acts.Add(ActOf(turn, isTenant: false));
            if (suspension?.Action == AuditAction.TenantSuspended.Code) acts.Add(ActOf(suspension, isTenant: true));
            return [.. acts.OrderByDescending(act => act.Sequence)];
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return null;
        }
    }

    private static Expression<Func<AuditEntry, bool>> IsTurn =>
        entry => (entry.After!.Contains(Off) && (entry.Before == null || entry.Before.Contains(On))) || (entry.After.Contains(On) && entry.Before!.Contains(Off));

    private static Task<AuditEntry?> NewestAsync(IQueryable<AuditEntry> entries, CancellationToken cancellationToken) =>
        entries.OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The decision follows when the host's name is read, not when the connection is accepted.</summary>
    internal static DateTime DecidedAt(ConnectionView connection) =>
        (connection.Time + (connection.HeaderDuration ?? default) + (connection.HelloDuration ?? default)).UtcDateTime;

    internal static SwitchOff ActOf(AuditEntry entry, bool isTenant) =>
        new(entry.Sequence, entry.Time, entry.Actor, entry.TargetName, isTenant, AuditDifference.Between(before: null, entry.After).FirstOrDefault(fact => fact.Name == "reason")?.After);
}
