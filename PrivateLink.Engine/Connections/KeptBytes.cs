using System.Buffers.Binary;
using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// The bytes of a refused connection that its record keeps, so that nobody needs a packet capture to see what a load balancer sent. Bounded;
/// a connection that is let in keeps none and pays nothing.
/// </summary>
internal static class KeptBytes
{
    /// <summary>
    /// Of what is neither header nor TLS: enough to tell the protocol, too little for what nobody wants in a log. A plain HTTP request may
    /// carry a password in its first packet.
    /// </summary>
    public const int MostInClear = 16;

    private const int LongestVersion1 = 107;
    private const byte HandshakeRecord = 0x16;

    /// <summary>The bytes; null when the verdict needs no explanation or nothing came.</summary>
    /// <param name="verdict">What was decided.</param>
    /// <param name="prelude">What the first bytes said.</param>
    /// <param name="received">All of them, headers included.</param>
    public static byte[]? Of(Verdict verdict, Prelude prelude, ReadOnlySpan<byte> received)
    {
        if (verdict is not (Verdict.Denied or Verdict.Audited) || received.Length < prelude.HeaderLength) return null;
        var kept = prelude.HeaderLength;
        if (prelude.Failure is not null) kept += LengthOf(received[kept..]);
        return kept == 0 ? null : received[..Math.Min(kept, ConnectionDecision.MostFirstBytes)].ToArray();
    }

    /// <summary>How much is kept of what broke a rule.</summary>
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
