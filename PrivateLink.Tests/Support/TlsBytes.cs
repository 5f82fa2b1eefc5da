namespace PrivateLink.Tests.Support;

/// <summary>The layers of TLS (RFC 8446, sections 3 to 5), one by one. Every length can be wrong.</summary>
internal static class TlsBytes
{
    public const byte Handshake = 22;
    public const byte ClientHello = 1;

    /// <summary>A record (section 5.1).</summary>
    public static byte[] Record(byte[] fragment, byte type = Handshake, ushort version = 0x0301, int? length = null) =>
        [type, .. UInt16(version), .. UInt16(length ?? fragment.Length), .. fragment];

    /// <summary>A handshake message (section 4) that announces any given length.</summary>
    public static byte[] Message(byte[] body, byte type = ClientHello, int? length = null) =>
        [type, (byte)((length ?? body.Length) >> 16), .. UInt16((length ?? body.Length) & 0xFFFF), .. body];

    /// <summary>The same bytes in records of the given sizes; the last record takes the rest.</summary>
    public static byte[] Records(byte[] message, params IEnumerable<int> sizes)
    {
        var bytes = new List<byte>();
        var offset = 0;
        foreach (var size in sizes)
        {
            bytes.AddRange(Record(message[offset..(offset + size)]));
            offset += size;
        }

        if (offset < message.Length) bytes.AddRange(Record(message[offset..]));
        return [.. bytes];
    }

    /// <summary>A message in records of one size.</summary>
    public static byte[] RecordsOf(byte[] message, int size) => [.. message.Chunk(size).SelectMany(fragment => Record(fragment))];

    /// <summary>A vector with a one-byte length (section 3.4).</summary>
    public static byte[] Vector8(params byte[] content) => [(byte)content.Length, .. content];

    /// <summary>A vector with a two-byte length.</summary>
    public static byte[] Vector16(params byte[] content) => [.. UInt16(content.Length), .. content];

    public static byte[] UInt16(int value) => [(byte)(value >> 8), (byte)value];
}
