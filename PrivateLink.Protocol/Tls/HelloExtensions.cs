using System.Runtime.CompilerServices;

namespace PrivateLink.Protocol.Tls;

/// <summary>The extensions of a ClientHello (RFC 8446, section 4.2): reads those that matter, and checks the length and repetition of all.</summary>
internal static class HelloExtensions
{
    private const ushort ServerName = 0;
    private const ushort Alpn = 16;
    private const ushort SupportedVersions = 43;
    private const ushort EncryptedClientHello = 0xFE0D;
    private const byte HostName = 0;

    [SkipLocalsInit] // zeroing the bits of all types would cost more than reading an ordinary hello
    public static ClientHelloError Read(ReadOnlySpan<byte> extensions, ref ClientHello hello)
    {
        var seen = new SeenTypes(stackalloc ulong[SeenTypes.Words]);
        var reader = new SpanReader(extensions);
        while (!reader.IsEmpty)
        {
            if (!reader.TryReadUInt16(out var type) || !reader.TryReadVector16(out var body)) return ClientHelloError.ExtensionsMalformed;
            if (!seen.IsFirst(type)) return ClientHelloError.ExtensionRepeated;

            var error = ReadOne(type, body, ref hello);
            if (error != ClientHelloError.None) return error;
        }

        return ClientHelloError.None;
    }

    /// <summary>Whether a number appears for the first time.</summary>
    private static bool IsFirst(Span<ulong> seen, int number)
    {
        ref var word = ref seen[number / 64];
        var bit = 1UL << (number % 64);
        if ((word & bit) != 0) return false;
        word |= bit;
        return true;
    }

    private static ClientHelloError ReadOne(ushort type, ReadOnlySpan<byte> body, ref ClientHello hello)
    {
        switch (type)
        {
            case ServerName:
                return ReadServerName(body, ref hello) ? ClientHelloError.None : ClientHelloError.ServerNameMalformed;
            case Alpn:
                return ReadAlpn(body, ref hello) ? ClientHelloError.None : ClientHelloError.AlpnMalformed;
            case SupportedVersions:
                return ReadVersions(body, ref hello) ? ClientHelloError.None : ClientHelloError.VersionsMalformed;
            case EncryptedClientHello:
                hello.EchOffered = true;
                return ClientHelloError.None;
            default:
                return ClientHelloError.None;
        }
    }

    /// <summary>
    /// A list of names, at most one of each type. A name of any type has a 16-bit length (RFC 6066, section 3). Two host names are refused, because
    /// two readers could choose differently.
    /// </summary>
    private static bool ReadServerName(ReadOnlySpan<byte> body, ref ClientHello hello)
    {
        var outer = new SpanReader(body);
        if (!outer.TryReadVector16(out var list) || !outer.IsEmpty || list.IsEmpty) return false;

        Span<ulong> seen = stackalloc ulong[(byte.MaxValue + 1) / 64];
        var names = new SpanReader(list);
        while (!names.IsEmpty)
        {
            if (!names.TryReadByte(out var type) || !names.TryReadVector16(out var name) || !IsFirst(seen, type)) return false;
            if (type != HostName) continue;
            if (name.IsEmpty) return false;
            hello.HasServerName = true;
            hello.ServerName = name;
        }

        return true;
    }

    private static bool ReadAlpn(ReadOnlySpan<byte> body, ref ClientHello hello)
    {
        var outer = new SpanReader(body);
        if (!outer.TryReadVector16(out var list) || !outer.IsEmpty || list.IsEmpty) return false;

        var names = new SpanReader(list);
        while (!names.IsEmpty)
            if (!names.TryReadVector8(out var name) || name.IsEmpty) return false;
        hello.AlpnProtocols = list;
        return true;
    }

    private static bool ReadVersions(ReadOnlySpan<byte> body, ref ClientHello hello)
    {
        var outer = new SpanReader(body);
        if (!outer.TryReadVector8(out var list) || !outer.IsEmpty || list.IsEmpty || list.Length % 2 != 0) return false;
        hello.SupportedVersions = list;
        return true;
    }
}
