using System.Buffers.Binary;
using System.Numerics;

namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>CRC32C (Castagnoli) as defined by RFC 9260, appendix A, and used by the PROXY protocol.</summary>
public static class Crc32C
{
    private const uint Initial = 0xFFFF_FFFF;
    private const int ChecksumLength = 4;

    /// <summary>The checksum of a whole header with its own four bytes taken as zero (PROXY protocol specification 2.2.3).</summary>
    /// <param name="header">The header from its signature to its last TLV.</param>
    /// <param name="checksumOffset">The offset of the four checksum bytes. Their content is ignored.</param>
    public static uint OfHeader(ReadOnlySpan<byte> header, int checksumOffset)
    {
        var crc = Append(Initial, header[..checksumOffset]);
        crc = BitOperations.Crc32C(crc, 0u);
        return ~Append(crc, header[(checksumOffset + ChecksumLength)..]);
    }

    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes) crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
}
