using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>The end of the chain, where entries are added.</summary>
internal static class AuditTrail
{
    /// <summary>
    /// Where the chain ends now. A unit of work asks before it reads anything else: anyone who changes anything afterwards takes the next
    /// number, and the unit, which wants it too, starts again. So nothing that it checked can have changed when it is saved, whatever
    /// the database's isolation.
    /// </summary>
    public static async Task<AuditEnd> FindEndAsync(PortalDbContext context, CancellationToken cancellationToken) =>
        // The chain is everybody's: what a tenant's caller may see has no part in where it ends.
        await context.AuditEntries.IgnoreQueryFilters([PortalDbContext.TenantFilter])
            .OrderByDescending(entry => entry.Sequence)
            .Select(entry => new AuditEnd(entry.Sequence, entry.Hash))
            .FirstOrDefaultAsync(cancellationToken)
        ?? new AuditEnd(0, AuditChain.Root);

    /// <summary>Whether an entry that is known is still where it was, however long the log is now.</summary>
    /// <param name="context">The database.</param>
    /// <param name="known">The entry.</param>
    /// <param name="end">Where the log ends.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>A sentence; null when it is there.</returns>
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

    /// <summary>Adds an entry to the context, right behind the end; the unit's transaction saves it.</summary>
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

    /// <summary>Text as both databases give it back: without NUL and without half characters, which would be read back as something else.</summary>
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
