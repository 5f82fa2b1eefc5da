using System.Buffers.Binary;
using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// The bytes of a refused connection that its record keeps. They show an operator what a load balancer sent, without a packet capture. Bounded. An
/// allowed connection keeps none, at no cost.
/// </summary>
internal static class KeptBytes
{
    /// <summary>
    /// The most bytes kept of data that is neither header nor TLS: enough to identify the protocol, too few to leak secrets. A plain HTTP request may
    /// carry a password in its first packet.
    /// </summary>
    public const int MostInClear = 16;

    private const int LongestVersion1 = 107;
    private const byte HandshakeRecord = 0x16;

    /// <summary>The bytes to keep; null if the verdict needs no explanation or nothing arrived.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="prelude">What the first bytes said.</param>
    /// <param name="received">All bytes received, headers included.</param>
    public static byte[]? Of(Verdict verdict, Prelude prelude, ReadOnlySpan<byte> received)
    {
        if (verdict is not (Verdict.Denied or Verdict.Audited) || received.Length < prelude.HeaderLength) return null;
        var kept = prelude.HeaderLength;
        if (prelude.Failure is not null) kept += LengthOf(received[kept..]);
        return kept == 0 ? null : received[..Math.Min(kept, ConnectionDecision.MostFirstBytes)].ToArray();
    }

    /// <summary>How many bytes to keep of the part that broke a rule.</summary>
    private static int LengthOf(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty) return 0;
        switch (ProxyProtocolParser.Recognize(rest))
        {
            case HeaderSignature.Version1:
                var line = rest.IndexOf("\r\n"u8);
                return Math.Min(line < 0 ? rest.Length : line, LongestVersion1);
            case HeaderSignature.Version2 when rest.Length >= ProxyProtocolParser.FixedLength:
                return Math.Min(rest.Length, ProxyProtocolParser.FixedLength + BinaryPrimitives.ReadUInt16BigEndian(rest[14..]));
            case HeaderSignature.None when rest[0] != HandshakeRecord:
                return Math.Min(rest.Length, MostInClear);
            default:
                return rest.Length;
        }
    }
}
