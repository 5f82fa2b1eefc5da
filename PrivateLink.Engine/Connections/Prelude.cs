using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// What the first bytes of a connection said: filled by <see cref="PreludeParser"/> as it learns, so that a record holds whatever was
/// learnt before a failure. Owned by one connection; not thread-safe.
/// </summary>
internal sealed class Prelude : Waiter
{
    /// <summary>Why the connection ends before the policy is asked; null while it goes on.</summary>
    public Reason? Failure { get; private set; }

    public string? Detail { get; private set; }

    /// <summary>The bytes of all headers; the payload to relay begins behind them.</summary>
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
