namespace PrivateLink.Engine.Settings;

/// <summary>Settings of one port (<c>Engine:Listeners:&lt;name&gt;</c>).</summary>
public sealed record ListenerOptions
{
    /// <summary>Address and port to bind, for example <c>0.0.0.0:443</c> or <c>[::]:443</c>; port 0 lets the system choose.</summary>
    [Setting(Default = "required")]
    public string Bind { get; set; } = "";

    /// <summary>Whether connections must begin with a PROXY header.</summary>
    public ProxyProtocolMode ProxyProtocol { get; set; } = ProxyProtocolMode.Require;

    /// <summary>
    /// The networks (CIDR) whose headers are trusted; required with <see cref="ProxyProtocolMode.Require"/>. To trust every source, list
    /// <c>0.0.0.0/0</c> and <c>::/0</c> explicitly.
    /// </summary>
    [Setting(Default = "required with Require", IsTakenLive = true)]
    public IList<string> TrustedSources { get; init; } = [];

    /// <summary>The cloud whose link ID counts; required with <see cref="ProxyProtocolMode.Require"/>.</summary>
    [Setting(Default = "required with Require")]
    public ProviderSetting? Provider { get; set; }

    /// <summary>The private link service behind this port; required for clouds whose IDs are unique only within one service.</summary>
    [Setting(Default = "required with Azure, Gcp, Alibaba")]
    public string? Service { get; set; }

    /// <summary>The service's ID in its cloud; required for clouds whose header carries it, so that a header of another service is refused.</summary>
    [Setting(Default = "required with Alibaba")]
    public string? ServiceId { get; set; }

    /// <summary>A private-only port: even open resources require a link.</summary>
    public bool LinkRequired { get; set; }

    /// <summary>What happens to a second PROXY header.</summary>
    public NestedHeaderMode NestedHeader { get; set; } = NestedHeaderMode.Deny;

    /// <summary>Whether link denials are enforced or only recorded.</summary>
    public ListenerMode Mode { get; set; } = ListenerMode.Enforce;

    /// <summary>How name and link denials look on the wire.</summary>
    public DenyWith DenyWith { get; set; } = DenyWith.Alert;
}
