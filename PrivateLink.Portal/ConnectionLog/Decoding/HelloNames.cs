using System.Globalization;
using System.Text;

namespace PrivateLink.Portal.ConnectionLog.Decoding;

/// <summary>The names of the elements of a ClientHello (IANA, TLS parameters).</summary>
internal static class HelloNames
{
    public static string Version(byte[] value) => Version((value[0] << 8) | value[1]);

    public static string Extension(byte[] type) => ((type[0] << 8) | type[1]) switch
    {
        0 => "server_name",
        5 => "status_request",
        10 => "supported_groups",
        11 => "ec_point_formats",
        13 => "signature_algorithms",
        16 => "ALPN",
        18 => "signed_certificate_timestamp",
        21 => "padding",
        22 => "encrypt_then_mac",
        23 => "extended_main_secret",
        27 => "compress_certificate",
        35 => "session_ticket",
        41 => "pre_shared_key",
        42 => "early_data",
        43 => "supported_versions",
        44 => "cookie",
        45 => "psk_key_exchange_modes",
        49 => "post_handshake_auth",
        50 => "signature_algorithms_cert",
        51 => "key_share",
        0xFE0D => "encrypted_client_hello",
        0xFF01 => "renegotiation_info",
        var other when (other & 0x0F0F) == 0x0A0A && other >> 8 == (other & 0xFF) => "GREASE",
        var other => string.Create(CultureInfo.InvariantCulture, $"extension {other}"),
    };

    public static string ValueOf(int type, byte[] value) => type switch
    {
        0 when value.Length > 5 => ByteNotes.TextOf(value.AsSpan(5)),
        16 => Names(value),
        43 when value.Length > 1 => string.Join(", ", value.Skip(1).Chunk(2).Where(version => version.Length == 2).Select(Version)),
        _ => ByteNotes.HexOf(value),
    };

    private static string Names(byte[] value)
    {
        var names = new List<string>();
        for (var at = 2; at < value.Length && at + 1 + value[at] <= value.Length; at += 1 + value[at])
            names.Add(ByteNotes.TextOf(value.AsSpan(at + 1, value[at])));
        return string.Join(", ", names);
    }

    private static string Version(int version) => version switch
    {
        0x0304 => "TLS 1.3",
        0x0303 => "TLS 1.2",
        0x0302 => "TLS 1.1",
        0x0301 => "TLS 1.0",
        0x0300 => "SSL 3.0",
        _ => new StringBuilder("0x").Append(version.ToString("x4", CultureInfo.InvariantCulture)).ToString(),
    };
}
