using System.Text.Json;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>What the audit log records about a document.</summary>
internal static class EvidenceFacts
{
    private const string Checksum = "checksum";

    public static object Of(EvidenceDocument document) =>
        new { Checksum = EvidenceDocument.ChecksumOf(document.ToFile()), document.Id, document.From, document.Until };

    /// <summary>The checksum in an entry about new evidence. Null for any other entry.</summary>
    public static string? ChecksumIn(AuditEntry entry) =>
        entry.Action == AuditAction.EvidenceMade.Code && entry.Result == AuditResult.Done ? ChecksumIn(entry.After) : null;

    public static string? ChecksumIn(string? facts)
    {
        if (facts is null) return null;
        try
        {
            using var document = JsonDocument.Parse(facts);
            return document.RootElement.TryGetProperty(Checksum, out var checksum) ? checksum.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
