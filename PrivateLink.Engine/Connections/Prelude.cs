using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// The facts from a connection's first bytes. <see cref="PreludeParser"/> fills them in as it reads, so after a failure the record still contains
/// everything before it. Owned by one connection; not thread-safe.
/// </summary>
internal sealed class Prelude : Waiter
{
    /// <summary>Why the connection ends before the policy is evaluated; null if it does not.</summary>
    public Reason? Failure { get; private set; }

    public string? Detail { get; private set; }

    /// <summary>The length of all headers. The payload to relay begins after them.</summary>
    public int HeaderLength { get; set; }

    public ProxyCommand? Command { get; set; }

    public NetworkAddress? Source { get; set; }

    public NetworkAddress? Destination { get; set; }

    public LinkIdentity Identity { get; set; }

    public byte[]? LinkTlv { get; set; }

    public LinkId? NestedLinkId { get; set; }

    public string? ServerName { get; set; }

    public string? Host { get; set; }

    public string? Alpn { get; set; }

    public string? TlsVersions { get; set; }

    public bool EchOffered { get; set; }

    public long? HeaderCompleteAt { get; set; }

    public long? HelloCompleteAt { get; set; }

    public void Fail(Reason reason, string? detail = null)
    {
        Failure = reason;
        Detail = detail;
    }
}
