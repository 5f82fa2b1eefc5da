using System.Buffers.Binary;
using System.Text;
using PrivateLink.Engine.ProxyProtocol;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// Guesses what unwanted first bytes are, for the record's detail: "looks like HTTP" tells an operator more than hex. Never part
/// of a decision.
/// </summary>
internal static class FirstBytes
{
    private static readonly string[] HttpMethods = ["GET ", "HEAD ", "POST ", "PUT ", "PATCH ", "DELETE ", "OPTIONS ", "CONNECT ", "PRI "];

    public static string? Describe(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(ProxyProtocolParser.Signature)) return "looks like a PROXY header";
        if (bytes.StartsWith(ProxyProtocolParser.Version1Signature)) return "looks like a PROXY header, version 1";
        if (bytes.StartsWith("\x16\x03"u8)) return "looks like TLS";
        if (bytes.StartsWith("SSH-"u8)) return "looks like SSH";
        if (IsHttp(bytes)) return "looks like HTTP";
        if (IsPostgreSql(bytes)) return "looks like PostgreSQL";
        if (bytes.Length > 2 && (bytes[0] & 0x80) != 0 && bytes[2] == 1) return "looks like SSL 2";
        return null;
    }

    private static bool IsHttp(ReadOnlySpan<byte> bytes)
    {
        foreach (var method in HttpMethods)
            if (bytes.Length >= method.Length && Ascii.Equals(bytes[..method.Length], method)) return true;
        return false;
    }

    /// <summary>A start-up packet: its length, then SSLRequest, GSSENCRequest or protocol 3.0 (PostgreSQL manual, "Message Formats").</summary>
    private static bool IsPostgreSql(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 8 && bytes[0] == 0
        && BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) is 80877103 or 80877104 or 196608;
}
