using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>Recomputes the chain from its first entry to its last.</summary>
public sealed class AuditVerifier(IDbContextFactory<PortalDbContext> contexts)
{
    private const int Batch = 1000;

    /// <param name="known">
    /// A hash that was noted or logged earlier and must be in the chain. Without it, a log that was cut off or rewritten up to its end looks intact.
    /// </param>
    public Task<AuditVerification> VerifyAsync(string? known = null, CancellationToken cancellationToken = default) => VerifyAsync(known, checkpoint: null, cancellationToken);

    /// <param name="known">A hash that must be in the chain.</param>
    /// <param name="checkpoint">An entry that must be in the chain, in its place.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    internal async Task<AuditVerification> VerifyAsync(string? known, AuditEnd? checkpoint, CancellationToken cancellationToken)
    {
        var (last, hash, knownSeen) = (0L, AuditChain.Root, known is null);
        await foreach (var entry in EntriesAsync(long.MinValue, cancellationToken))
        {
            var problem = ProblemOf(entry, last, hash);
            if (entry.Sequence == checkpoint?.Sequence && entry.Hash != checkpoint.Hash) problem ??= "the disk has a different hash for it: the log was rewritten";
            if (problem is not null) return new(last, hash, $"entry {entry.Sequence}: {problem}");
            (last, hash) = (entry.Sequence, entry.Hash);
            knownSeen |= hash.Equals(known, StringComparison.OrdinalIgnoreCase);
        }

        if (last < checkpoint?.Sequence) return new(last, hash, $"its end: the disk has entry {checkpoint.Sequence}, but the log was truncated after entry {last}");
        return new(last, hash, knownSeen ? null : $"the hash {known} is not in the log: the log was truncated or rewritten");
    }

    /// <summary>Whether the chain still contains an entry and continues from it. Reads only the newer entries.</summary>
    /// <param name="known">The entry. Null to start with the current end.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    internal async Task<AuditVerification> ContinueAsync(AuditEnd? known, CancellationToken cancellationToken = default)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var end = await AuditTrail.FindEndAsync(context, cancellationToken);
            if (known is null) return new(end.Sequence, end.Hash, null);
            if (await AuditTrail.FindProblemAsync(context, known, end, cancellationToken) is { } problem) return new(end.Sequence, end.Hash, problem);
        }

        var (last, hash) = (known.Sequence, known.Hash);
        await foreach (var entry in EntriesAsync(known.Sequence, cancellationToken))
        {
            if (ProblemOf(entry, last, hash) is { } wrong) return new(last, hash, $"entry {entry.Sequence}: {wrong}");
            (last, hash) = (entry.Sequence, entry.Hash);
        }

        return new(last, hash, null);
    }

    private static string? ProblemOf(AuditEntry entry, long last, string hash)
    {
        if (entry.Sequence != last + 1) return $"entries are missing: the one before it is {last}";
        if (entry.PreviousHash != hash) return "it does not continue the entry before it";
        return AuditChain.HashOf(entry) == entry.Hash ? null : "it was changed: its hash does not match its content";
    }

    private async IAsyncEnumerable<AuditEntry> EntriesAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var batch = await context.AuditEntries.AsNoTracking()
                .Where(entry => entry.Sequence > after)
                .OrderBy(entry => entry.Sequence)
                .Take(Batch)
                .ToListAsync(cancellationToken);
            foreach (var entry in batch) yield return entry;
            if (batch.Count < Batch) yield break;
            after = batch[^1].Sequence;
        }
    }
}
