using System.Diagnostics;
using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>How to create a private endpoint, by cloud.</summary>
public static class EndpointRecipe
{
    public static Recipe Of(EndpointRequest request) => request.Service.Cloud switch
    {
        CloudProvider.Aws => AwsEndpointRecipe.Of(request),
        CloudProvider.Azure => AzureEndpointRecipe.Of(request),
        CloudProvider.Gcp => GcpEndpointRecipe.Of(request),
        _ => throw new UnreachableException(),
    };

    /// <summary>The command that prints what is to be known of the endpoint afterwards.</summary>
    public static string ReadBack(EndpointRequest request) => request.Service.Cloud switch
    {
        CloudProvider.Aws => AwsEndpointRecipe.ReadBack(request),
        CloudProvider.Azure => AzureEndpointRecipe.ReadBack(request),
        CloudProvider.Gcp => GcpEndpointRecipe.ReadBack(request),
        _ => throw new UnreachableException(),
    };
}
