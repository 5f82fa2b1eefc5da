namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>One address, which is the header's destination.</summary>
internal sealed class GcpEndpointAddress : IEndpointAddress
{
    public string Label => "Endpoint's address";

    public string Prompt => "Paste the endpoint's address.";

    public string HintForRecords => "You can also paste the output of gcloud compute forwarding-rules describe. It is filled in automatically after the first traffic.";

    public bool IsInHeader => true;

    public EndpointName? Name => null;
}
