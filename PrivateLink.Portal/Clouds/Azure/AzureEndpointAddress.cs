namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>
/// One address. The documentation does not say that the header's destination is that address. So the portal does not take it from the header.
/// </summary>
internal sealed class AzureEndpointAddress : IEndpointAddress
{
    public string Label => "Endpoint's address";

    public string Prompt => "Paste the endpoint's address.";

    public string HintForRecords => "The address of the endpoint's network interface. You can also paste the output of az network nic show.";

    public bool IsInHeader => false;

    public EndpointName? Name => null;
}
