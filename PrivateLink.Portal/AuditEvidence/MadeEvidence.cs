namespace PrivateLink.Portal.AuditEvidence;

/// <summary>A document with the details of its audit entry.</summary>
/// <param name="File">The document as a file; its SHA-256 is <paramref name="Checksum"/>.</param>
/// <param name="Entry">The number of the audit entry that holds the checksum.</param>
/// <param name="Hash">That entry's hash: it covers the checksum and every earlier entry.</param>
public sealed record MadeEvidence(EvidenceDocument Document, ReadOnlyMemory<byte> File, string Checksum, long Entry, string Hash)
{
    /// <summary>The name of the file: the host or tenant, the start and the end.</summary>
    public string FileName => $"evidence-{NameOf(Document.Host ?? Document.Tenant)}-{Document.From:yyyyMMdd}-{Document.Until:yyyyMMdd}.json";

    private static string NameOf(string text) => new([.. text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '-')]);
}
