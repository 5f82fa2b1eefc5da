namespace PrivateLink.Portal.Resources;

public static class ResourceRegistration
{
    /// <summary>Registers the protected hosts.</summary>
    public static WebApplicationBuilder AddResources(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ResourceService>();
        return builder;
    }
}
