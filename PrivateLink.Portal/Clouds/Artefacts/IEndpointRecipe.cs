namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>How a customer creates a private endpoint.</summary>
public interface IEndpointRecipe
{
    Recipe Create(EndpointRequest request);

    /// <summary>The command that prints what is to be known of the endpoint afterwards.</summary>
    string ReadBack(EndpointRequest request);

    /// <summary>Where the same stands in the console.</summary>
    IReadOnlyList<string> ReadBackByHand(EndpointRequest request);

    /// <summary>What the customer has to know beside the recipe; null when there is nothing.</summary>
    string? NoticeOf(EndpointRequest request);
}
