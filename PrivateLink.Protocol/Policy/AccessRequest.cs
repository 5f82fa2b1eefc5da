using PrivateLink.Protocol.Links;

namespace PrivateLink.Protocol.Policy;

/// <summary>Everything a decision depends on besides the policy itself.</summary>
/// <param name="serverName">A normalised server name (<c>ServerName</c>); borrowed for the call.</param>
/// <param name="identity">What the PROXY header says about the link.</param>
/// <param name="listener">The listener's part in the decision.</param>
public readonly ref struct AccessRequest(ReadOnlySpan<char> serverName, LinkIdentity identity, ListenerPolicy listener)
{
    /// <summary>Where the connection wants to go.</summary>
    public ReadOnlySpan<char> ServerName { get; } = serverName;

    /// <summary>Where it comes from.</summary>
    public LinkIdentity Identity { get; } = identity;

    /// <summary>How it came in.</summary>
    public ListenerPolicy Listener { get; } = listener;
}
