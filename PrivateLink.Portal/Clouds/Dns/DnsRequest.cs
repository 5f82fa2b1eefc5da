using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Clouds.Dns;

/// <summary>The names that must resolve to a private endpoint.</summary>
/// <param name="PrivateEndpoint">The endpoint as it was created.</param>
/// <param name="Hosts">The hosts, exact or with a wildcard.</param>
/// <param name="LinkId">AWS: the endpoint's ID, used to look up its DNS name. Null if unknown.</param>
/// <param name="Address">Azure and GCP: the endpoint's address in the customer's network. Null if unknown.</param>
public sealed record DnsRequest(EndpointRequest PrivateEndpoint, IReadOnlyList<string> Hosts, string? LinkId, string? Address)
{
    /// <summary>The placeholder in generated text for an unknown address.</summary>
    public const string AddressStandIn = "YOUR_ENDPOINT_ADDRESS";

    /// <summary>Its DNS name, if its cloud assigns one. Null if unknown.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The placeholder in generated text for an unknown name.</summary>
    public const string NameStandIn = "YOUR_ENDPOINT_DNS_NAME";

    /// <summary>The endpoint together with these names.</summary>
    public EndpointRequest EndpointWithHosts => PrivateEndpoint with { Hosts = Hosts };

    public string AddressOrStandIn => Address ?? AddressStandIn;

    public string LinkIdOrStandIn => LinkId ?? "YOUR_VPC_ENDPOINT_ID";
}
