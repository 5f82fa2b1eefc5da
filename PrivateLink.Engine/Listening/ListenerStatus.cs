using System.Net;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine.Listening;

/// <summary>A bound listener, as operations see it. Immutable.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Address">What is actually bound.</param>
/// <param name="Options">Its settings; not to be changed.</param>
public sealed record ListenerStatus(string Name, IPEndPoint Address, ListenerOptions Options)
{
    /// <summary>Whether everyone's PROXY headers are believed: worth a warning wherever the listener is shown.</summary>
    public bool TrustsEveryone { get; } =
        Options.ProxyProtocol == ProxyProtocolMode.Require && new TrustedSources(Options.TrustedSources).TrustsEveryone;
}
