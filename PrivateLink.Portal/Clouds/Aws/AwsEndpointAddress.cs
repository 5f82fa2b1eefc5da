namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>An address in each zone, behind one name. DNS records point to the name.</summary>
internal sealed class AwsEndpointAddress : IEndpointAddress
{
    public string Label => "Endpoint's DNS name or address";

    public string Prompt => "Paste the endpoint's DNS name, or one of its addresses.";

    public string HintForRecords => "The records point to its regional DNS name, the first of its DNS names. You can also paste the output of aws ec2 describe-vpc-endpoints.";

    public bool IsInHeader => true;

    public EndpointName? Name { get; } = new(
        [".vpce.amazonaws.com", ".vpce.amazonaws.com.cn"], "The DNS name of a VPC endpoint starts with vpce- and ends with .vpce.amazonaws.com.");
}
