using System.Net;

namespace PrivateLink.Engine.Forwarding;

/// <summary>Asks for the addresses of a host name: the system's resolver, unless a host of the engine registers another.</summary>
/// <param name="host">A DNS name.</param>
/// <exception cref="System.Net.Sockets.SocketException">There is no answer.</exception>
public delegate Task<IPAddress[]> NameLookup(string host);
