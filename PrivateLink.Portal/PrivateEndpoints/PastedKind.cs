namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>What people paste where a link ID belongs.</summary>
internal enum PastedKind
{
    Nothing,
    Unknown,
    Number,
    NegativeNumber,
    Guid,

    AwsEndpoint,
    AwsBrokenEndpoint,
    AwsService,
    AwsVpc,
    AwsNetworkInterface,
    AwsSubnet,
    AwsSecurityGroup,

    AzurePrivateEndpoint,
    AzureNetworkInterface,
    AzureService,
    AzureOtherResource,

    GcpForwardingRule,
    GcpServiceAttachment,
}
