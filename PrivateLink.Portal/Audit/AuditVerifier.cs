using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>Computes the chain again, from its first entry to its last.</summary>
public sealed class AuditVerifier(IDbContextFactory<PortalDbContext> contexts)
{
    private const int Batch = 1000;

    /// <param name="known">
    /// A hash that was noted or logged earlier. It must be in the chain: a log that was cut off, or rewritten from some place to its end, is
    /// whole in itself.
    /// </param>
    public async Task<AuditVerification> VerifyAsync(string? known = null, CancellationToken cancellationToken = default)
    {
        var (last, hash, knownSeen) = (0L, AuditChain.Root, known is null);
        await foreach (var entry in EntriesAsync(cancellationToken))
        {
            if (ProblemOf(entry, last, hash) is { } problem) return new(last, hash, $"entry {entry.Sequence}: {problem}");
            (last, hash) = (entry.Sequence, entry.Hash);
            knownSeen |= hash.Equals(known, StringComparison.OrdinalIgnoreCase);
        }

        return new(last, hash, knownSeen ? null : $"the hash {known} is not in the log: it was cut off or written anew");
    }

    private static string? ProblemOf(AuditEntry entry, long last, string hash)
    {
        if (entry.Sequence != last + 1) return $"entries are missing: the one before it is {last}";
        if (entry.PreviousHash != hash) return "it does not continue the entry before it";
        return AuditChain.HashOf(entry) == entry.Hash ? null : "it was changed: its hash does not fit what it says";
    }

    private async IAsyncEnumerable<AuditEntry> EntriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = long.MinValue; ;)
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
