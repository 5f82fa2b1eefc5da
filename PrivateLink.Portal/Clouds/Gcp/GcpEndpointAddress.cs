namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>One address, which the header names as its destination.</summary>
internal sealed class GcpEndpointAddress : IEndpointAddress
{
    public string Label => "Endpoint's address";

    public string Prompt => "Paste the endpoint's address.";

    public string? HintForRecords => "Filled in by itself once traffic was seen.";

    public bool IsInHeader => true;

    public EndpointName? Name => null;
}
