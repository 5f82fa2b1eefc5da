using PrivateLink.Engine.Transport;
using PrivateLink.Tests.Support;
using static PrivateLink.Tests.Engine.Connections.Vectors.Vector;

namespace PrivateLink.Tests.Engine.Connections.Vectors;

/// <summary>Other protocols in place of a header, after a header, and on a listener without headers.</summary>
internal static class FirstByteVectors
{
    private static readonly string[] Methods = ["GET ", "HEAD ", "POST ", "PUT ", "PATCH ", "DELETE ", "OPTIONS ", "CONNECT ", "PRI "];

    private static readonly Dictionary<string, byte[]> Protocols = Methods.ToDictionary(method => $"HTTP {method.Trim()}", method => Text(method + "/ HTTP/1.1\r\n\r\n"))
        .Concat(new Dictionary<string, byte[]>
        {
            ["SSH"] = Text("SSH-2.0-OpenSSH_9.2\r\n"),
            ["SSH 1.99"] = Text("SSH-1.99-x\r\n"),
            ["PostgreSQL SSLRequest"] = Hex.Bytes("00000008 04d2162f"),
            ["PostgreSQL GSSENCRequest"] = Hex.Bytes("00000008 04d21630"),
            ["PostgreSQL 3.0"] = [.. Hex.Bytes("00000029 00030000"), .. Text("user\0postgres\0")],
            ["PostgreSQL cancel"] = Hex.Bytes("00000010 04d2162e 00000001 00000002"),
            ["SSL 2"] = Hex.Bytes("802e 01 0002 0015 0000 0010"),
            ["SSL 2 that offers TLS"] = Hex.Bytes("802e 01 0301 0015 0000 0010"),
            ["SMTP"] = Text("EHLO client\r\n"),
            ["POP3"] = Text("CAPA\r\n"),
            ["RDP"] = Hex.Bytes("0300002c 27e00000 00000043 6f6f6b69"),
            ["LDAP"] = Hex.Bytes("300c0201 01600702 01030400 8000"),
            ["MQTT"] = Hex.Bytes("10120004 4d515454 0402003c 0006636c 69656e74"),
            ["Redis"] = Text("*1\r\n$4\r\nPING\r\n"),
            ["an empty line"] = Text("\r\n"),
            ["two empty lines and text"] = Text("\r\n\r\nhello"),
            ["a zero"] = [0],
            ["zeroes"] = new byte[64],
            ["ones"] = [.. Enumerable.Repeat((byte)0xFF, 64)],
            ["one letter"] = Text("G"),
            ["a method and no more"] = Text("GET"),
            ["an unknown method"] = Text("GOT / HTTP/1.1\r\n"),
            ["a method in lower case"] = Text("get / HTTP/1.1\r\n"),
            ["PROXY without its space"] = Text("PROXYTCP4 1"),
            ["PROXY in lower case"] = Text("proxy tcp4"),
            ["a TLS alert"] = TlsBytes.Record([2, 40], type: 21),
            ["a TLS ChangeCipherSpec"] = TlsBytes.Record([1], type: 20),
            ["TLS application data"] = TlsBytes.Record([1, 2, 3], type: 23),
        })
        .ToDictionary();

    public static IEnumerable<Vector> All =>
    [
        .. Protocols.Select(entry => new Vector($"{entry.Key} where a header is due", [], entry.Value, MissingOrCut(entry.Value))),
        .. Protocols.Select(entry => new Vector($"{entry.Key} after a header", Listed, entry.Value, Described("hello_not_tls", entry.Value))),
        .. Protocols.Select(entry => new Vector($"{entry.Key} without headers", [], entry.Value, Described("hello_not_tls", entry.Value), "public")),
        .. Protocols.Select(entry => new Vector($"{entry.Key} after a header, then nothing", Listed, entry.Value, Described("hello_not_tls", entry.Value), Ends: ReceiveStatus.TimedOut)),
        new("TLS where a header is due", [], Hello, "pp_missing: looks like TLS"),
        new("one byte of TLS where a header is due", [], [0x16], "pp_missing"),
        new("one byte of TLS where a header is due, then nothing", [], [0x16], "pp_missing", Ends: ReceiveStatus.TimedOut),
        new("SSL 3 where a header is due", [], TlsBytes.Record([1, 0, 0, 1, 0], version: 0x0300), "pp_missing: looks like TLS"),
        new("a handshake record of version 2 where a header is due", [], [0x16, 0x02, 0x00], "pp_missing"),
        new("version 1 where a header is due", [], [.. "PROXY TCP4 192.0.2.1 198.51.100.2 1000 443\r\n"u8, .. Hello], "pp_v1_refused"),
        new("version 1 of an unknown protocol", [], Text("PROXY UNKNOWN\r\n"), "pp_v1_refused"),
        new("version 1 without an end", [], Text("PROXY " + new string('A', 600)), "pp_v1_refused"),
        new("version 1 where no header is taken", [], Text("PROXY UNKNOWN\r\n"), "pp_unexpected: looks like a PROXY header, version 1", "public"),
        new("a header where none is taken", [], [.. Listed, .. Hello], "pp_unexpected: looks like a PROXY header", "public"),
        new("a signature alone where no header is taken", [], ProxyHeaderBytes.Signature, "pp_unexpected: looks like a PROXY header", "public"),
        new("a hello where no header is taken", [], Hello, "link_missing", "public"),
    ];

    /// <summary>The code with the guessed protocol, independent of the product's code.</summary>
    public static string Described(string code, byte[] bytes)
    {
        var start = Hex.Of(bytes.AsSpan(0, Math.Min(bytes.Length, 16)));
        var looksLike =
            start.StartsWith("1603", StringComparison.Ordinal) ? "TLS"
            : start.StartsWith(Hex.Of("SSH-"u8), StringComparison.Ordinal) ? "SSH"
            : Methods.Any(method => start.StartsWith(Hex.Of(Text(method)), StringComparison.Ordinal)) ? "HTTP"
            : start.Length >= 16 && start.StartsWith("00", StringComparison.Ordinal) && start[8..16] is "04d2162f" or "04d21630" or "00030000" ? "PostgreSQL"
            : start.StartsWith("80", StringComparison.Ordinal) && start.Length >= 6 && start[4..6] == "01" ? "SSL 2"
            : null;
        return looksLike is null ? code : $"{code}: looks like {looksLike}";
    }

    /// <summary>Line breaks may be the start of a header.</summary>
    private static string MissingOrCut(byte[] bytes) => ProxyHeaderBytes.Signature.AsSpan().StartsWith(bytes) ? "pp_truncated" : Described("pp_missing", bytes);

    private static byte[] Text(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
