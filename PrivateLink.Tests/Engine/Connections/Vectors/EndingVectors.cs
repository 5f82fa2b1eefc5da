using PrivateLink.Engine.Transport;
using PrivateLink.Tests.Support;
using static PrivateLink.Tests.Engine.Connections.Vectors.Vector;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections.Vectors;

/// <summary>Connections that end early, at every byte: by FIN, by reset, at the deadline, or without room.</summary>
internal static class EndingVectors
{
    private const string NoRoom = "limit_prelude: memory for undecided connections";
    private static readonly byte[] LocalHeader = Of(Local, TcpOverIPv4, [], Tlv(0x04, 0));

    public static IEnumerable<Vector> All =>
    [
        .. Four("nothing", [], [], "probe_empty", "prelude_idle"),
        .. Four("nothing, without headers", [], [], "probe_empty", "prelude_idle", "public"),
        .. Four("LOCAL alone", LocalHeader, [], "health_check", "prelude_idle"),
        .. Four("a header alone", Listed, [], "probe_header", "hello_timeout"),
        .. Four("a header without a link alone", IPv4(), [], "probe_header", "hello_timeout"),
        .. Four("a header with a broken link alone", IPv4(Tlv(0xEE, 1)), [], "probe_header", "hello_timeout"),
        .. Four("two headers alone", [.. Listed, .. IPv4()], [], "probe_header", "hello_timeout", "strip"),
        .. Enumerable.Range(1, Listed.Length - 1).SelectMany(length =>
            Four($"{length} bytes of a header", [], Listed[..length], "pp_truncated", "pp_timeout")),
        .. Enumerable.Range(1, 5).SelectMany(length =>
            Four($"{length} bytes of version 1", [], "PROXY "u8[..length].ToArray(), "pp_missing", "pp_missing")),
        .. Hello.Length.Steps().SelectMany(length => Four($"{length} bytes of a hello", Listed, Hello[..length], "hello_truncated", "hello_timeout")),
        .. Hello.Length.Steps().SelectMany(length => Four($"{length} bytes of a hello behind LOCAL", LocalHeader, Hello[..length], "hello_truncated", "hello_timeout")),
        .. Hello.Length.Steps().SelectMany(length => Four($"{length} bytes of a hello, without headers", [], Hello[..length], "hello_truncated", "hello_timeout", "public")),
        .. Four("the beginning of a header where none is taken", [], Signature[..11], "hello_not_tls", "hello_not_tls", "public"),
        .. Four("half a hello in records of one byte", Listed, TlsBytes.RecordsOf(ClientHelloBuilder.For(TestPolicy.Host).Message(), 1)[..300], "hello_truncated", "hello_timeout"),
    ];

    private static IEnumerable<int> Steps(this int length) => Enumerable.Range(1, length - 1).Where(at => at < 12 || at % 9 == 0 || at > length - 3);

    private static IEnumerable<Vector> Four(string name, byte[] header, byte[] payload, string ended, string late, string listener = "auto") =>
    [
        new($"{name}, then FIN", header, payload, ended, listener, ReceiveStatus.Finished),
        new($"{name}, then reset", header, payload, ended, listener, ReceiveStatus.Reset),
        new($"{name}, then nothing", header, payload, late, listener, ReceiveStatus.TimedOut),
        new($"{name}, then no room", header, payload, NoRoom, listener, ReceiveStatus.NoRoom),
    ];
}
