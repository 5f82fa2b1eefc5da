using System.Net;
using PrivateLink.Protocol.Links;

namespace PrivateLink.AspNetCore;

/// <summary>
/// What the engine says about a connection. A feature of the connection, and so of every request on it:
/// <c>HttpContext.Features.Get&lt;IPrivateLinkFeature&gt;()</c>. Immutable.
/// </summary>
public interface IPrivateLinkFeature
{
    /// <summary>
    /// The one host that the engine authorised this connection for: lower-case, without a trailing dot. Null when the header names none, as in
    /// the health check of a load balancer; then no request is for an authorised host.
    /// </summary>
    string? AuthorisedHost { get; }

    /// <summary>The private link the connection came through; null when it came through none.</summary>
    LinkId? LinkId { get; }

    /// <summary>The client's own address, also the connection's remote address; null when the header gives none.</summary>
    IPEndPoint? Source { get; }

    /// <summary>The address the client connected to, also the connection's local address; null when the header gives none.</summary>
    IPEndPoint? Destination { get; }

    /// <summary>The other side of the socket: the engine.</summary>
    EndPoint Peer { get; }
}
