using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Clouds.Dns;

/// <summary>The names that are to lead to a private endpoint.</summary>
/// <param name="PrivateEndpoint">The endpoint as it was created.</param>
/// <param name="Hosts">The hosts, exact or with a wildcard.</param>
/// <param name="LinkId">AWS: the endpoint's ID, by which its DNS name is looked up; null while it is unknown.</param>
/// <param name="Address">Azure and GCP: the endpoint's address in the customer's network; null while it is unknown.</param>
public sealed record DnsRequest(EndpointRequest PrivateEndpoint, IReadOnlyList<string> Hosts, string? LinkId, string? Address)
{
    /// <summary>What generated text says as long as the address is unknown.</summary>
    public const string AddressStandIn = "YOUR_ENDPOINT_ADDRESS";

    /// <summary>Its DNS name, where its cloud gives it one; null while it is unknown.</summary>
    public string? EndpointName { get; init; }

    /// <summary>What generated text says as long as the name is unknown.</summary>
    public const string NameStandIn = "YOUR_ENDPOINT_DNS_NAME";

    /// <summary>The endpoint, to be led to by these names.</summary>
    public EndpointRequest EndpointWithHosts => PrivateEndpoint with { Hosts = Hosts };

    public string AddressOrStandIn => Address ?? AddressStandIn;

    public string LinkIdOrStandIn => LinkId ?? "YOUR_VPC_ENDPOINT_ID";
}
