using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>What the audit log of a database says about a file of evidence.</summary>
/// <param name="Problem">What does not fit, as the end of a sentence; null when all of it does.</param>
/// <param name="Document">What the file says; null when it is no evidence.</param>
/// <param name="Entry">The entry that holds the file's checksum; null when none does.</param>
public sealed record EvidenceVerdict(string? Problem, string Checksum, EvidenceDocument? Document, long? Entry);

/// <summary>Compares files of evidence with the log.</summary>
public sealed class EvidenceCheck(IDbContextFactory<PortalDbContext> contexts)
{
    private const int Batch = 500;

    /// <summary>
    /// Whether the log holds the file's checksum, and whether every entry that the file names, and the hash that the log had then, are still the log's.
    /// A log that was rewritten from some entry on is a valid chain again, but an older file shows the difference.
    /// </summary>
    public async Task<EvidenceVerdict> ExamineAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken = default)
    {
        var checksum = EvidenceDocument.ChecksumOf(file.Span);
        EvidenceDocument document;
        try
        {
            document = EvidenceDocument.Read(file.Span);
        }
        catch (JsonException exception)
        {
            return new($"it is not evidence from this portal: {exception.Message.TrimEnd('.')}", checksum, null, null);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await EntryOfAsync(context, document, checksum, cancellationToken) is not { } entry)
            return new(
                await context.Installations.AnyAsync(installation => installation.Id == document.Installation, cancellationToken)
                    ? "no entry of the log holds its checksum: the file was changed, or it was not created here"
                    : "it was created from a different database",
                checksum, document, null);
        return new(await ProblemOfEntriesAsync(context, document, cancellationToken), checksum, document, entry);
    }

    private static async Task<long?> EntryOfAsync(PortalDbContext context, EvidenceDocument document, string checksum, CancellationToken cancellationToken)
    {
        var entries = context.AuditEntries.AsNoTracking()
            .Where(entry => entry.TenantId == document.TenantId && entry.Action == AuditAction.EvidenceMade.Code)
            .OrderBy(entry => entry.Sequence);
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(cancellationToken))
            if (EvidenceFacts.ChecksumIn(entry) == checksum) return entry.Sequence;
        return null;
    }

    private static async Task<string?> ProblemOfEntriesAsync(PortalDbContext context, EvidenceDocument document, CancellationToken cancellationToken)
    {
        foreach (var some in document.Changes.Chunk(Batch))
        {
            long[] numbers = [.. some.Select(change => change.Entry)];
            var there = await context.AuditEntries.AsNoTracking().Where(entry => numbers.Contains(entry.Sequence)).ToDictionaryAsync(entry => entry.Sequence, cancellationToken);
            foreach (var change in some)
                if (!IsSame(change, there.GetValueOrDefault(change.Entry)))
                    return string.Create(CultureInfo.InvariantCulture, $"entry {change.Entry} differs in the log: the log was rewritten since");
        }

        if (document.Chain is not { Entry: { } last, Hash: { } hash }) return null;
        return await context.AuditEntries.AnyAsync(entry => entry.Sequence == last && entry.Hash == hash, cancellationToken)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the hash of entry {last}, {hash}, is not in the log: the log was rewritten since");
    }

    private static bool IsSame(EvidenceChange change, AuditEntry? entry) => entry is not null
        && entry.Time == change.Time && entry.Action == change.Action && entry.Actor == change.Who && entry.TargetName == change.Target
        && (change.Hash is null || change.Hash == entry.Hash);
}
