namespace PrivateLink.Portal.Publishing;

public static class PublishingRegistration
{
    /// <summary>Registers the company's private link services.</summary>
    public static WebApplicationBuilder AddPublishing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListenerTrust>();
        builder.Services.AddSingleton<PublishingService>();
        return builder;
    }
}
