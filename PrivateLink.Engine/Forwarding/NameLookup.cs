using System.Net;

namespace PrivateLink.Engine.Forwarding;

/// <summary>Resolves a host name. The default is the system's resolver; the engine's host may register another.</summary>
/// <param name="host">A DNS name.</param>
/// <exception cref="System.Net.Sockets.SocketException">The name does not resolve.</exception>
public delegate Task<IPAddress[]> NameLookup(string host);
