using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// The hash that links an entry to all entries before it. It is SHA-256 over the entry's canonical form, which includes the previous hash. Changing,
/// removing or inserting a row breaks the chain at that row.
/// </summary>
public static class AuditChain
{
    /// <summary>The previous hash of the first entry.</summary>
    public static string Root { get; } = new('0', AuditEntry.HashLength);

    public static string HashOf(AuditEntry entry) => Convert.ToHexStringLower(SHA256.HashData(CanonicalForm(entry)));

    /// <summary>
    /// A JSON array of all fields in a fixed order. The first field is the version of this form. A different order or field needs a new version, and
    /// old entries keep theirs. An entry without a session uses the first version, one with a session the second.
    /// </summary>
    private static ReadOnlySpan<byte> CanonicalForm(AuditEntry entry)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            json.WriteNumberValue(entry.SessionId is null ? 1 : 2);
            json.WriteStringValue(entry.PreviousHash);
            json.WriteNumberValue(entry.Sequence);
            json.WriteNumberValue(entry.Time.Ticks);
            json.WriteStringValue(entry.Actor);
            WriteId(json, entry.ActorId);
            WriteId(json, entry.ActorTenantId);
            json.WriteStringValue(entry.Address);
            WriteId(json, entry.TenantId);
            json.WriteStringValue(entry.Action);
            json.WriteStringValue(entry.TargetKind);
            WriteId(json, entry.TargetId);
            json.WriteStringValue(entry.TargetName);
            json.WriteNumberValue((int)entry.Result);
            json.WriteStringValue(entry.Why);
            json.WriteStringValue(entry.Before);
            json.WriteStringValue(entry.After);
            json.WriteStringValue(entry.CorrelationId);
            if (entry.SessionId is { } session) json.WriteStringValue(session);
            json.WriteEndArray();
        }

        return bytes.WrittenSpan;
    }

    private static void WriteId(Utf8JsonWriter json, Guid? id)
    {
        if (id is { } value) json.WriteStringValue(value);
        else json.WriteNullValue();
    }
}
