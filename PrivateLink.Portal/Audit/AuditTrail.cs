using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>Adds entries at the end of the chain.</summary>
internal static class AuditTrail
{
    /// <summary>
    /// Returns the current end of the chain. A unit of work calls this before it reads anything else. If another unit saves in the meantime, it takes
    /// the next number, and this unit must start again. So nothing that this unit checked can have changed at its save, whatever the database's
    /// isolation level.
    /// </summary>
    public static async Task<AuditEnd> FindEndAsync(PortalDbContext context, CancellationToken cancellationToken) =>
        // The chain spans all tenants, so the caller's tenant filter must not apply here.
        await context.AuditEntries.IgnoreQueryFilters([PortalDbContext.TenantFilter])
            .OrderByDescending(entry => entry.Sequence)
            .Select(entry => new AuditEnd(entry.Sequence, entry.Hash))
            .FirstOrDefaultAsync(cancellationToken)
        ?? new AuditEnd(0, AuditChain.Root);

    /// <summary>Whether a known entry is still in its place, however long the log is now.</summary>
    /// <param name="context">The database.</param>
    /// <param name="known">The entry.</param>
    /// <param name="end">The end of the log.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>A sentence that describes the problem. Null if there is none.</returns>
    public static async Task<string?> FindProblemAsync(PortalDbContext context, AuditEnd known, AuditEnd end, CancellationToken cancellationToken)
    {
        if (known.Sequence == 0 || end == known) return null;
        var hash = await context.AuditEntries.IgnoreQueryFilters([PortalDbContext.TenantFilter])
            .Where(entry => entry.Sequence == known.Sequence)
            .Select(entry => entry.Hash)
            .SingleOrDefaultAsync(cancellationToken);
        if (hash == known.Hash) return null;
        return hash is null ? $"entry {known.Sequence} is missing: the log ends with entry {end.Sequence}" : $"entry {known.Sequence} differs from what was written";
    }

    /// <summary>Adds an entry to the context, directly after the end. The unit's transaction saves it.</summary>
    public static AuditEntry Append(PortalDbContext context, AuditEnd end, AuditDraft draft, DateTime now)
    {
        var entry = new AuditEntry
        {
            Sequence = end.Sequence + 1,
            Time = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc),
            Actor = Clean(draft.Actor.Person, Entity.PersonLength),
            ActorId = draft.Actor.PersonId,
            ActorTenantId = draft.Actor.TenantId,
            Address = Clean(draft.Actor.Address, AuditEntry.AddressLength),
            SessionId = draft.Actor.SessionId,
            TenantId = draft.Target.TenantId,
            Action = draft.Action.Code,
            TargetKind = Clean(draft.Target.Kind, AuditEntry.TargetKindLength),
            TargetId = draft.Target.Id,
            TargetName = Clean(draft.Target.Name, AuditEntry.TargetNameLength),
            Result = draft.Result,
            Why = Clean(draft.Why, AuditEntry.WhyLength),
            Before = Clean(draft.Before, AuditEntry.FactsLength),
            After = Clean(draft.After, AuditEntry.FactsLength),
            CorrelationId = Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString(),
            PreviousHash = end.Hash,
        };
        entry.Hash = AuditChain.HashOf(entry);
        context.AuditEntries.Add(entry);
        return entry;
    }

    /// <summary>Text that both databases return unchanged: without NUL and without unpaired surrogates.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    private static string? Clean(string? text, int length)
    {
        if (BoundedText.Cut(text, length) is not { } cut) return null;
        var clean = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
            if (rune.Value != 0)
                clean.Append(rune);
        return clean.ToString();
    }
}
