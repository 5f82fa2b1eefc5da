using System.Net;
using PrivateLink.Protocol.Links;

namespace PrivateLink.AspNetCore;

/// <summary>
/// What the engine reports about a connection. A feature of the connection, and so of every request on it:
/// <c>HttpContext.Features.Get&lt;IPrivateLinkFeature&gt;()</c>. Immutable.
/// </summary>
public interface IPrivateLinkFeature
{
    /// <summary>
    /// The one host that the engine authorised this connection for: lower-case, without a trailing dot. Null if the header names none, as in a load
    /// balancer's health check; then no request passes the host check.
    /// </summary>
    string? AuthorisedHost { get; }

    /// <summary>The private link the connection came through; null if none.</summary>
    LinkId? LinkId { get; }

    /// <summary>The client's own address, also the connection's remote address; null if the header has none.</summary>
    IPEndPoint? Source { get; }

    /// <summary>The address the client connected to, also the connection's local address; null if the header has none.</summary>
    IPEndPoint? Destination { get; }

    /// <summary>The engine's address: the other side of the socket.</summary>
    EndPoint Peer { get; }
}
