using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine.Connections;

/// <summary>A listener's settings in the form that connections use. Parsed once, immutable, shared by all threads.</summary>
internal sealed class ListenerTerms
{
    private readonly TrustedSources _trusted;

    /// <param name="name">The listener's name in the configuration.</param>
    /// <param name="options">Validated options. Read here and not kept.</param>
    public ListenerTerms(string name, ListenerOptions options)
    {
        ProxyProtocol = options.ProxyProtocol;
        NestedHeader = options.NestedHeader;
        DenyWith = options.DenyWith;
        Provider = ProviderSettings.CloudOf(options.Provider);
        ServiceId = string.IsNullOrWhiteSpace(options.ServiceId) ? null : options.ServiceId.Trim();
        Policy = new ListenerPolicy(name, string.IsNullOrWhiteSpace(options.Service) ? null : options.Service,
            options.LinkRequired, options.Mode == ListenerMode.Audit);
        _trusted = new TrustedSources(options.TrustedSources);
    }

    public ListenerPolicy Policy { get; }

    public ProxyProtocolMode ProxyProtocol { get; }

    public NestedHeaderMode NestedHeader { get; }

    public DenyWith DenyWith { get; }

    /// <summary>The only cloud whose TLV counts; null accepts any.</summary>
    public CloudProvider? Provider { get; }

    /// <summary>The service ID that the header must carry, for clouds that send one; null accepts any.</summary>
    public string? ServiceId { get; }

    /// <summary>Whether the listener accepts this peer. A listener that requires no header accepts every peer.</summary>
    public bool Trusts(NetworkAddress peer) => ProxyProtocol == ProxyProtocolMode.Off || _trusted.Contains(peer);
}
