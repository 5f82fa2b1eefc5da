namespace PrivateLink.Portal.PrivateEndpoints;

public static class PrivateEndpointRegistration
{
    /// <summary>Registers the customers' private endpoints.</summary>
    public static WebApplicationBuilder AddPrivateEndpoints(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PrivateEndpointService>();
        return builder;
    }
}
