using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>
/// A document for an auditor. It shows how private a tenant's hosts were in a period, and how to verify that. It is written once as a file, and the
/// audit log contains the file's SHA-256. A file with any other byte is a different document.
/// </summary>
public sealed record EvidenceDocument
{
    /// <summary>Identifies the file format. A new field or meaning needs a new format name.</summary>
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

    /// <summary>The database that the document describes (<see cref="Data.Entities.Installation"/>).</summary>
    public required Guid Installation { get; init; }

    /// <summary>The portal's address.</summary>
    public required string Portal { get; init; }

    public required DateTime MadeAt { get; init; }

    public required string MadeBy { get; init; }

    /// <summary>The tenant's name.</summary>
    public required string Tenant { get; init; }

    public required Guid TenantId { get; init; }

    /// <summary>The one host that it describes. Null for all hosts of the tenant.</summary>
    public required string? Host { get; init; }

    public required DateTime From { get; init; }

    /// <summary>The period ends before this time.</summary>
    public required DateTime Until { get; init; }

    /// <summary>Parts of the period without a complete record. A missing count is never treated as zero.</summary>
    public required IReadOnlyList<EvidenceGap> NotOnRecord { get; init; }

    public required IReadOnlyList<EvidenceHost> Hosts { get; init; }

    /// <summary>The changes in the period, oldest first.</summary>
    public required IReadOnlyList<EvidenceChange> Changes { get; init; }

    public required EvidenceChain Chain { get; init; }

    /// <summary>Whether the counts are complete. Otherwise they are minimums.</summary>
    [JsonIgnore]
    public bool IsExact => NotOnRecord.Count == 0;

    /// <summary>The document as a file. The bytes are always the same.</summary>
    internal byte[] ToFile() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    /// <summary>Reads a file.</summary>
    /// <exception cref="JsonException">The file is not evidence.</exception>
    internal static EvidenceDocument Read(ReadOnlySpan<byte> file) =>
        JsonSerializer.Deserialize<EvidenceDocument>(file, Json) is { Form: CurrentForm } document ? document : throw new JsonException($"it does not have the format {CurrentForm}");

    /// <summary>The same checksum as <c>sha256sum</c>.</summary>
    internal static string ChecksumOf(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file));
}

/// <summary>A part of the period for which the counts are incomplete.</summary>
/// <param name="Why">The reason, as a sentence.</param>
public sealed record EvidenceGap(DateTime From, DateTime Until, string Why);

/// <summary>One protected host, as it was when the document was made.</summary>
/// <param name="CreatedAt">When the host was created.</param>
/// <param name="Mode">Open, Monitor or Enforce.</param>
/// <param name="IsOn">Whether it accepts connections at all.</param>
/// <param name="PrivateOnly">Since when it allows only listed links, under all of its names. Null if it does not.</param>
/// <param name="TrialUntil">When it returns to Monitor unless a person confirms. Null without a trial.</param>
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
    /// <summary>Whether an enforced host stayed enforced from the start of a period to its end.</summary>
    public bool WasPrivateSince(DateTime from) => PrivateOnly is { } since && since.Since <= from && TrialUntil is null;
}

/// <summary>Who made a host private, and who confirmed it.</summary>
/// <param name="By">Null if the change is older than the log.</param>
/// <param name="Entry">The entry's number in the audit log.</param>
public sealed record EvidenceEnforcement(DateTime Since, string? By, long? Entry, DateTime? ConfirmedAt, string? ConfirmedBy, long? ConfirmedEntry);

/// <summary>A private endpoint that a host lists.</summary>
/// <param name="IsOn">Whether it is allowed.</param>
/// <param name="Proof">How certain it is that the endpoint belongs to the tenant: <c>none</c>, <c>claimed</c>, <c>seen</c> or <c>proven</c>.</param>
/// <param name="ClaimedAt">When its link ID was entered or proved.</param>
/// <param name="FirstSeenAt">When it first reached this host. Null if it never did.</param>
/// <param name="Connections">How many connections reached this host through it.</param>
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

/// <summary>The connections to a host in the period, from the hourly roll-ups. These are counted before any sampling.</summary>
/// <param name="LetInByLink">Allowed through a listed link.</param>
/// <param name="LetInOtherwise">Allowed in any other way: the host was open or monitored, or a listener only watched.</param>
/// <param name="Failed">Allowed, but not delivered or not completed.</param>
/// <param name="RefusedPublic">Refused without a private link.</param>
/// <param name="RefusedOtherwise">Refused through a link that is not listed, or for another reason.</param>
/// <param name="Reasons">The same counts for each reason.</param>
public sealed record EvidenceTraffic(long LetInByLink, long LetInOtherwise, long Failed, long RefusedPublic, long RefusedOtherwise, IReadOnlyList<EvidenceReason> Reasons);

/// <param name="Verdict">Allowed, denied, or audited (monitoring allowed what enforcement would deny).</param>
/// <param name="Reason">The reason's code.</param>
/// <param name="Words">The reason in words.</param>
public sealed record EvidenceReason(string Verdict, string Reason, string Words, long Connections, long Failed);

/// <summary>An entry of the audit log.</summary>
/// <param name="Entry">Its number.</param>
/// <param name="What">The action in words.</param>
/// <param name="Action">The action's code.</param>
/// <param name="Target">The target of the action.</param>
/// <param name="Facts">The facts that changed.</param>
/// <param name="Hash">
/// The entry's hash. A hash includes the address, so a tenant does not get the hashes of the company's entries. The hash of the entry about the
/// document covers these entries as well.
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

/// <param name="Before">Null if there was none.</param>
/// <param name="After">Null if there is none any more.</param>
public sealed record EvidenceFact(string Name, string? Before, string? After);

/// <summary>The end of the audit log when the document was made.</summary>
/// <param name="Through">The last entry's number.</param>
/// <param name="Entry">The newest entry whose hash the maker may read. Null if there is none.</param>
/// <param name="Hash">Its hash, which covers every earlier entry.</param>
public sealed record EvidenceChain(long Through, long? Entry, string? Hash);
