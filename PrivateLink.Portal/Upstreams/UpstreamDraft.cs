namespace PrivateLink.Portal.Upstreams;

/// <summary>What a person types into the form of an upstream, valid or not.</summary>
public sealed class UpstreamDraft
{
    public string Name { get; set; } = "";

    /// <summary>One <c>host:port</c> per line.</summary>
    public string Addresses { get; set; } = "";

    /// <summary>Whether backends receive a PROXY v2 header with the authorised host and the link.</summary>
    public bool SendProxyHeader { get; set; }
}
