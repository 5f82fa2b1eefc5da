using System.Diagnostics;
using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.Clouds;

/// <summary>Each cloud's own words for the same things: screens speak the language of the console that lies beside them.</summary>
public sealed record CloudWords
{
    public required string Network { get; init; }

    public required string PrivateEndpoint { get; init; }

    public required string LinkId { get; init; }

    public required string Account { get; init; }

    public required string Alias { get; init; }

    public required string Service { get; init; }

    /// <summary>The private endpoint's name at the beginning of a line.</summary>
    public string PrivateEndpointTitle => char.ToUpperInvariant(PrivateEndpoint[0]) + PrivateEndpoint[1..];

    public static CloudWords Aws { get; } = new()
    {
        Network = "VPC",
        PrivateEndpoint = "VPC endpoint",
        LinkId = "VPC endpoint ID",
        Account = "AWS account",
        Alias = "service name",
        Service = "VPC endpoint service",
    };

    public static CloudWords Azure { get; } = new()
    {
        Network = "virtual network",
        PrivateEndpoint = "private endpoint",
        LinkId = "LinkID",
        Account = "Azure subscription",
        Alias = "alias",
        Service = "Private Link Service",
    };

    public static CloudWords Gcp { get; } = new()
    {
        Network = "VPC network",
        PrivateEndpoint = "PSC endpoint",
        LinkId = "PSC connection ID",
        Account = "GCP project",
        Alias = "service attachment",
        Service = "service attachment",
    };

    public static CloudWords Of(CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws => Aws,
        CloudProvider.Azure => Azure,
        CloudProvider.Gcp => Gcp,
        _ => throw new UnreachableException(),
    };
}
