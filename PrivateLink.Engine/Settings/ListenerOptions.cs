namespace PrivateLink.Engine.Settings;

/// <summary>Settings of one port (<c>Engine:Listeners:&lt;name&gt;</c>).</summary>
public sealed class ListenerOptions
{
    /// <summary>Address and port to bind, for example <c>0.0.0.0:443</c> or <c>[::]:443</c>; port 0 lets the system choose.</summary>
    public string Bind { get; set; } = "";

    /// <summary>Whether a PROXY header comes first.</summary>
    public ProxyProtocolMode ProxyProtocol { get; set; } = ProxyProtocolMode.Require;

    /// <summary>
    /// The networks (CIDR) whose headers are believed; required with <see cref="ProxyProtocolMode.Require"/>. Trusting everyone must be
    /// written out as <c>0.0.0.0/0</c> and <c>::/0</c>.
    /// </summary>
    public IList<string> TrustedSources { get; init; } = [];

    /// <summary>The cloud whose link ID counts; required with <see cref="ProxyProtocolMode.Require"/>.</summary>
    public ProviderSetting? Provider { get; set; }

    /// <summary>The private link service behind this port; required with clouds whose IDs are unique within one service only.</summary>
    public string? Service { get; set; }

    /// <summary>The service's ID in its cloud; required with clouds whose header names it, so that one of another service is refused.</summary>
    public string? ServiceId { get; set; }

    /// <summary>A private-only port: even open resources need a link.</summary>
    public bool LinkRequired { get; set; }

    /// <summary>What happens to a second PROXY header.</summary>
    public NestedHeaderMode NestedHeader { get; set; } = NestedHeaderMode.Deny;

    /// <summary>Whether link denials are enforced or only recorded.</summary>
    public ListenerMode Mode { get; set; } = ListenerMode.Enforce;

    /// <summary>How name and link denials look on the wire.</summary>
    public DenyWith DenyWith { get; set; } = DenyWith.Alert;
}
