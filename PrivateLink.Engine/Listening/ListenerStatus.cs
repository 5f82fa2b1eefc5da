using System.Net;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine.Listening;

/// <summary>A bound listener, for display. Immutable.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Address">The address actually bound.</param>
/// <param name="Options">Its settings. Do not change them.</param>
public sealed record ListenerStatus(string Name, IPEndPoint Address, ListenerOptions Options)
{
    /// <summary>Whether it trusts PROXY headers from every source. Show a warning wherever the listener is shown.</summary>
    public bool TrustsEveryone { get; } =
        Options.ProxyProtocol == ProxyProtocolMode.Require && new TrustedSources(Options.TrustedSources).TrustsEveryone;
}
