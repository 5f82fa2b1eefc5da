namespace PrivateLink.Portal.Connectivity;

public static class ConnectivityRegistration
{
    /// <summary>Registers the services that answer whether a customer can connect now.</summary>
    public static WebApplicationBuilder AddConnectivity(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConnectivityFactsReader>();
        builder.Services.AddSingleton<ConnectivityService>();
        builder.Services.AddSingleton<ConnectivitySearch>();
        builder.Services.AddSingleton<ConnectivitySources>();
        return builder;
    }
}
