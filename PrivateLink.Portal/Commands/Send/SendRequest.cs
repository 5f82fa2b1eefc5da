using System.Net;
using PrivateLink.Portal.Demonstration;

namespace PrivateLink.Portal.Commands.Send;

/// <summary>A request to the command <c>send</c>.</summary>
public sealed record SendRequest
{
    /// <summary>The listener.</summary>
    public required EndPoint To { get; init; }

    /// <summary>The PROXY headers to send first, usually one.</summary>
    public required IReadOnlyList<PlayedHeader> Headers { get; init; }

    /// <summary>The server name; empty for TLS without one. If null, only the headers are sent, as a probe does.</summary>
    public string? Host { get; init; }

    /// <summary>A line to send after the handshake; if null, an HTTP request is sent.</summary>
    public string? Message { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The listener as it was typed.</summary>
    public string ToInWords => To is DnsEndPoint name ? $"{name.Host}:{name.Port}" : To.ToString()!;

    /// <summary>The headers in words.</summary>
    public string HeadersInWords => Headers.Count == 0 ? "no PROXY header" : string.Join(", then ", Headers.Select(header => header.InWords));
}
