using PrivateLink.Protocol.Links;

namespace PrivateLink.Protocol.Policy;

/// <summary>Everything a decision depends on besides the policy itself.</summary>
/// <param name="serverName">A normalised server name (see <c>ServerName</c>); borrowed for the call.</param>
/// <param name="identity">What the PROXY header says about the link.</param>
/// <param name="listener">The listener's part in the decision.</param>
public readonly ref struct AccessRequest(ReadOnlySpan<char> serverName, LinkIdentity identity, ListenerPolicy listener)
{
    /// <summary>The host the client asks for.</summary>
    public ReadOnlySpan<char> ServerName { get; } = serverName;

    /// <summary>The link the connection came through.</summary>
    public LinkIdentity Identity { get; } = identity;

    /// <summary>The listener that accepted it.</summary>
    public ListenerPolicy Listener { get; } = listener;
}
