using System.Net;
using PrivateLink.Portal.Demonstration;

namespace PrivateLink.Portal.Commands.Send;

/// <summary>What the verb <c>send</c> was asked to do.</summary>
public sealed record SendRequest
{
    /// <summary>The listener.</summary>
    public required EndPoint To { get; init; }

    /// <summary>The PROXY headers in front, usually one.</summary>
    public required IReadOnlyList<PlayedHeader> Headers { get; init; }

    /// <summary>The server name to ask for, empty for TLS without one. Null sends only the headers, as a probe does.</summary>
    public string? Host { get; init; }

    /// <summary>A line to send after the handshake; without one it is an HTTP request.</summary>
    public string? Message { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The listener as it was typed.</summary>
    public string ToInWords => To is DnsEndPoint name ? $"{name.Host}:{name.Port}" : To.ToString()!;

    /// <summary>The headers in words.</summary>
    public string HeadersInWords => Headers.Count == 0 ? "no PROXY header" : string.Join(", then ", Headers.Select(header => header.InWords));
}
