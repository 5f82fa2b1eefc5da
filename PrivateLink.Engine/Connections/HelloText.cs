using System.Buffers.Binary;

namespace PrivateLink.Engine.Connections;

/// <summary>The offers of a hello as short text for records.</summary>
internal static class HelloText
{
    private const int MaximumNames = 8;

    /// <summary>Protocol names separated by commas; null if none were offered. GREASE values (RFC 8701) are omitted.</summary>
    public static string? Alpn(ReadOnlySpan<byte> protocols)
    {
        if (protocols.SequenceEqual("\x02h2\x08http/1.1"u8)) return "h2,http/1.1";
        var names = new List<string>();
        for (var rest = protocols; !rest.IsEmpty && names.Count < MaximumNames; rest = rest[(1 + rest[0])..])
        {
            var name = rest.Slice(1, rest[0]);
            if (!(name.Length == 2 && IsGrease(name))) names.Add(WireText.Escape(name));
        }

        return names.Count == 0 ? null : string.Join(',', names);
    }

    /// <summary>Versions separated by commas, without GREASE; the hello's own version if the extension is absent.</summary>
    public static string? Versions(ReadOnlySpan<byte> supported, ushort legacy)
    {
        if (supported.IsEmpty) return legacy == 0 ? null : NameOf(legacy);
        var offered = IsGrease(supported[..2]) ? supported[2..] : supported; // browsers put their GREASE value first
        if (offered.SequenceEqual<byte>([3, 4, 3, 3])) return "TLS 1.3,TLS 1.2";
        var names = new List<string>();
        for (var rest = supported; !rest.IsEmpty && names.Count < MaximumNames; rest = rest[2..])
            if (!IsGrease(rest[..2])) names.Add(NameOf(BinaryPrimitives.ReadUInt16BigEndian(rest)));
        return names.Count == 0 ? null : string.Join(',', names);
    }

    private static bool IsGrease(ReadOnlySpan<byte> value) => value[0] == value[1] && (value[0] & 0x0F) == 0x0A;

    private static string NameOf(ushort version) => version switch
    {
        0x0304 => "TLS 1.3",
        0x0303 => "TLS 1.2",
        0x0302 => "TLS 1.1",
        0x0301 => "TLS 1.0",
        0x0300 => "SSL 3.0",
        _ => $"0x{version:x4}",
    };
}
