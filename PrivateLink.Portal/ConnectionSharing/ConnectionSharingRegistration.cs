namespace PrivateLink.Portal.ConnectionSharing;

public static class ConnectionSharingRegistration
{
    /// <summary>Registers the links that show one connection to people without an account.</summary>
    public static WebApplicationBuilder AddConnectionSharing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConnectionShares>();
        builder.Services.AddSingleton<SharedConnectionDoor>();
        builder.Services.AddSingleton<SharedConnectionUpkeep>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SharedConnectionUpkeep>());
        return builder;
    }
}
