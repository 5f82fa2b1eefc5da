using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>The result of comparing a file of evidence with a database's audit log.</summary>
/// <param name="Problem">What does not match, as the end of a sentence. Null if everything matches.</param>
/// <param name="Document">The file's content. Null if the file is not evidence.</param>
/// <param name="Entry">The entry that contains the file's checksum. Null if there is none.</param>
public sealed record EvidenceVerdict(string? Problem, string Checksum, EvidenceDocument? Document, long? Entry);

/// <summary>Compares files of evidence with the audit log.</summary>
public sealed class EvidenceCheck(IDbContextFactory<PortalDbContext> contexts)
{
    private const int Batch = 500;

    /// <summary>
    /// Checks that the log contains the file's checksum and every entry that the file names. It also checks that the log still contains the hash it
    /// had then. A log that was rewritten from some entry on is a valid chain again. An older file reveals the difference.
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
