using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>
/// What an auditor is handed: how private the hosts of one tenant were in a period, and by what that can be checked. Written once as a file, whose
/// SHA-256 the audit log holds: any other byte is another document.
/// </summary>
public sealed record EvidenceDocument
{
    /// <summary>What a reader recognises the file by. Another field or another meaning is another form.</summary>
    public const string CurrentForm = "privatelink-evidence-1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public required string Form { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The database that the document is about (<see cref="Data.Entities.Installation"/>).</summary>
    public required Guid Installation { get; init; }

    /// <summary>The portal's address.</summary>
    public required string Portal { get; init; }

    public required DateTime MadeAt { get; init; }

    public required string MadeBy { get; init; }

    /// <summary>The tenant's name.</summary>
    public required string Tenant { get; init; }

    public required Guid TenantId { get; init; }

    /// <summary>The one host that it is about; null for all hosts of the tenant.</summary>
    public required string? Host { get; init; }

    public required DateTime From { get; init; }

    /// <summary>The period ends before this time.</summary>
    public required DateTime Until { get; init; }

    /// <summary>Spans of the period that are not, or not wholly, on record. What is missing is never taken for nothing.</summary>
    public required IReadOnlyList<EvidenceGap> NotOnRecord { get; init; }

    public required IReadOnlyList<EvidenceHost> Hosts { get; init; }

    /// <summary>What was changed in the period, oldest first.</summary>
    public required IReadOnlyList<EvidenceChange> Changes { get; init; }

    public required EvidenceChain Chain { get; init; }

    /// <summary>Whether counts say all that came, and not only the least.</summary>
    [JsonIgnore]
    public bool IsExact => NotOnRecord.Count == 0;

    /// <summary>The file: the same bytes whenever and wherever it is written.</summary>
    internal byte[] ToFile() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    /// <summary>What a file says.</summary>
    /// <exception cref="JsonException">It is no such file.</exception>
    internal static EvidenceDocument Read(ReadOnlySpan<byte> file) =>
        JsonSerializer.Deserialize<EvidenceDocument>(file, Json) is { Form: CurrentForm } document ? document : throw new JsonException($"it does not have the format {CurrentForm}");

    /// <summary>What <c>sha256sum</c> says of a file.</summary>
    internal static string ChecksumOf(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file));
}

/// <summary>A part of the period about which the counts say too little.</summary>
/// <param name="Why">A sentence.</param>
public sealed record EvidenceGap(DateTime From, DateTime Until, string Why);

/// <summary>One protected host, as it was when the document was made.</summary>
/// <param name="CreatedAt">Since when there is such a host.</param>
/// <param name="Mode">Open, Monitor or Enforce.</param>
/// <param name="IsOn">Whether it takes connections at all.</param>
/// <param name="PrivateOnly">Since when it lets in listed links only, under all of its names; null when it does not.</param>
/// <param name="TrialUntil">When it goes back to Monitor unless somebody confirms; null without a trial.</param>
public sealed record EvidenceHost(
    string Host,
    IReadOnlyList<string> Aliases,
    DateTime CreatedAt,
    string Mode,
    bool IsOn,
    EvidenceEnforcement? PrivateOnly,
    DateTime? TrialUntil,
    IReadOnlyList<EvidenceEndpoint> Endpoints,
    EvidenceTraffic Traffic)
{
    /// <summary>Whether a host that was enforced stayed so from the beginning of a period to its end.</summary>
    public bool WasPrivateSince(DateTime from) => PrivateOnly is { } since && since.Since <= from && TrialUntil is null;
}

/// <summary>Who made a host private, and who said that it stays so.</summary>
/// <param name="By">Null when it is older than the log.</param>
/// <param name="Entry">The entry's number in the audit log.</param>
public sealed record EvidenceEnforcement(DateTime Since, string? By, long? Entry, DateTime? ConfirmedAt, string? ConfirmedBy, long? ConfirmedEntry);

/// <summary>A private endpoint that a host lists.</summary>
/// <param name="IsOn">Whether it is let in.</param>
/// <param name="Proof">How well it is known that it is the tenant's: <c>none</c>, <c>claimed</c>, <c>seen</c> or <c>proven</c>.</param>
/// <param name="ClaimedAt">When its link ID was typed or proved.</param>
/// <param name="FirstSeenAt">When it first reached this host; null when it never did.</param>
/// <param name="Connections">How many connections through it have reached this host.</param>
/// <param name="ProvenAt">When a one-time name came through it, or operations vouched for it.</param>
public sealed record EvidenceEndpoint(
    Guid Id,
    string Name,
    string Cloud,
    string Region,
    string? LinkId,
    bool IsOn,
    string Proof,
    DateTime? ClaimedAt,
    DateTime? FirstSeenAt,
    DateTime? LastSeenAt,
    long Connections,
    DateTime? ProvenAt,
    string? ProvenBy,
    long? ProvenEntry);

/// <summary>What came to a host in the period, out of the hourly counts, which are made before any sampling.</summary>
/// <param name="LetInByLink">Through a listed link.</param>
/// <param name="LetInOtherwise">Any other way: the host was open or monitored, or a listener only watched.</param>
/// <param name="Failed">Of those that were let in: not delivered, or not to the end.</param>
/// <param name="RefusedPublic">Without a private link.</param>
/// <param name="RefusedOtherwise">Through a link that is not listed, or for another reason.</param>
/// <param name="Reasons">The same, reason by reason.</param>
public sealed record EvidenceTraffic(long LetInByLink, long LetInOtherwise, long Failed, long RefusedPublic, long RefusedOtherwise, IReadOnlyList<EvidenceReason> Reasons);

/// <param name="Verdict">Allowed, denied, or audited: would have been denied.</param>
/// <param name="Reason">The reason's code.</param>
/// <param name="Words">The same in words.</param>
public sealed record EvidenceReason(string Verdict, string Reason, string Words, long Connections, long Failed);

/// <summary>An entry of the audit log.</summary>
/// <param name="Entry">Its number.</param>
/// <param name="What">What was done, in words.</param>
/// <param name="Action">The same as a code.</param>
/// <param name="Target">What it was done to.</param>
/// <param name="Facts">What differs since.</param>
/// <param name="Hash">
/// The entry's hash. A hash is made of the address too, so of what the company did a tenant gets none; the hash of the entry about the document covers
/// these entries as well.
/// </param>
public sealed record EvidenceChange(
    long Entry,
    DateTime Time,
    string Who,
    string What,
    string Action,
    string Target,
    IReadOnlyList<EvidenceFact> Facts,
    [property: TenantSees(TenantSight.OwnPeople)] string? Hash);

/// <param name="Before">Null when there was none.</param>
/// <param name="After">Null when there is none any more.</param>
public sealed record EvidenceFact(string Name, string? Before, string? After);

/// <summary>Where the audit log ended when the document was made.</summary>
/// <param name="Through">The last entry's number.</param>
/// <param name="Entry">The newest entry whose hash the maker may read; null when there is none.</param>
/// <param name="Hash">Its hash, which covers every earlier entry.</param>
public sealed record EvidenceChain(long Through, long? Entry, string? Hash);
