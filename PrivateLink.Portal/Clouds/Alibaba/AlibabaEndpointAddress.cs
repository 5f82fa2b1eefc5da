namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>
/// An address in each zone, behind one domain name. The documentation does not say that the header's destination is one of them. So the portal does
/// not take the address from the header.
/// </summary>
internal sealed class AlibabaEndpointAddress : IEndpointAddress
{
    public string Label => "Endpoint's domain name or address";

    public string Prompt => "Paste the endpoint's domain name, or one of its addresses.";

    public string HintForRecords => "The records point to the address of each of its interfaces. You can also paste the output of aliyun privatelink ListVpcEndpointZones.";

    public bool IsInHeader => false;

    public EndpointName? Name { get; } = new([".privatelink.aliyuncs.com"], "The domain name of an endpoint starts with ep- and ends with .privatelink.aliyuncs.com.");
}
