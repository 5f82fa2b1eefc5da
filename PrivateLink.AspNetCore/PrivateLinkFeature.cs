using System.Net;
using PrivateLink.Protocol.Links;

namespace PrivateLink.AspNetCore;

/// <summary>The values of one connection.</summary>
internal sealed record PrivateLinkFeature(string? AuthorisedHost, LinkId? LinkId, IPEndPoint? Source, IPEndPoint? Destination, EndPoint Peer)
    : IPrivateLinkFeature;
