namespace PrivateLink.Portal.LiveSettings;

public static class LiveSettingsRegistration
{
    /// <summary>Registers the watch over the settings, which takes some changes without a new process.</summary>
    /// <param name="builder">The portal.</param>
    /// <param name="again">Builds the portal anew, with the settings as they are then.</param>
    internal static WebApplicationBuilder AddLiveSettings(this WebApplicationBuilder builder, Func<WebApplication> again)
    {
        builder.Services.AddSingleton(new SettingsReader(again));
        builder.Services.AddSingleton<SettingsFiles>();
        builder.Services.AddSingleton<SettingsTaking>();
        builder.Services.AddSingleton<SettingsWatch>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<SettingsWatch>());
        return builder;
    }
}
