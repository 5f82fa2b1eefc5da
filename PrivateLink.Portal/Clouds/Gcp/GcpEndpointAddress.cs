namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>One address, which the header names as its destination.</summary>
internal sealed class GcpEndpointAddress : IEndpointAddress
{
    public string Label => "Endpoint's address";

    public string Prompt => "Paste the endpoint's address.";

    public string HintForRecords => "The output of gcloud compute forwarding-rules describe may be pasted too. It is filled in by itself once traffic was seen.";

    public bool IsInHeader => true;

    public EndpointName? Name => null;
}
