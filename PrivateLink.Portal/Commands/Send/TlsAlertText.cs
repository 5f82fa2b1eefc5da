using PrivateLink.Protocol.Tls;

namespace PrivateLink.Portal.Commands.Send;

/// <summary>TLS alerts in words (RFC 8446, section 6.2).</summary>
public static class TlsAlertText
{
    /// <summary>What it means if this alert is the first answer.</summary>
    public static string Denial(byte alert) =>
        alert == TlsAlert.AccessDenied.Span[^1]
            ? $"Denied: the engine answered with TLS alert {NameOf(alert)} ({alert})."
            : $"Not relayed, or refused by the upstream: the answer was TLS alert {NameOf(alert)} ({alert}).";

    private static string NameOf(byte alert) => alert switch
    {
        0 => "close_notify",
        10 => "unexpected_message",
        40 => "handshake_failure",
        47 => "illegal_parameter",
        49 => "access_denied",
        50 => "decode_error",
        70 => "protocol_version",
        80 => "internal_error",
        112 => "unrecognized_name",
        120 => "no_application_protocol",
        _ => "number",
    };
}
