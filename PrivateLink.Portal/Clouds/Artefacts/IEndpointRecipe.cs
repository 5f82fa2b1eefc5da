namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>How a customer creates a private endpoint.</summary>
public interface IEndpointRecipe
{
    Recipe Create(EndpointRequest request);

    /// <summary>The command that prints the details of the created endpoint.</summary>
    string ReadBack(EndpointRequest request);

    /// <summary>Where the console shows the same details.</summary>
    IReadOnlyList<string> ReadBackByHand(EndpointRequest request);

    /// <summary>What else the customer must know. Null if there is nothing.</summary>
    string? NoticeOf(EndpointRequest request);
}
