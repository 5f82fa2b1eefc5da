namespace PrivateLink.Portal.Connectivity;

public static class ConnectivityRegistration
{
    /// <summary>Whether a customer can connect now.</summary>
    public static WebApplicationBuilder AddConnectivity(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConnectivityFactsReader>();
        builder.Services.AddSingleton<ConnectivityService>();
        builder.Services.AddSingleton<ConnectivitySearch>();
        return builder;
    }
}
