using System.Globalization;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Hosting;

public static class HostingRegistration
{
    // Time that the host needs in addition, to inform browsers and store the last records.
    private static readonly TimeSpan BesidesTheEngine = TimeSpan.FromSeconds(10);

    /// <summary>Registers the listening address, the accepted host names, the time limit for a stop, and quiet errors at start.</summary>
    public static WebApplicationBuilder AddPortalHosting(this WebApplicationBuilder builder)
    {
        builder.AddSettingsBesideTheProgram();
        builder.Services.AddSingleton(SettingsCheck.Sections);
        builder.Services.AddOptions<PortalOptions>().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsValidator>();
        builder.Services.AddSingleton<IPostConfigureOptions<HostFilteringOptions>, AcceptedHosts>();
        builder.Services.AddHostedService<SharedSite>();

        builder.Services.AddOptions<HostOptions>().Configure(host => host.ShutdownTimeout = EngineNeeds(builder.Configuration) + BesidesTheEngine);

        builder.Services.AddSingleton<FilePrivacy>();
        builder.Services.AddSingleton<ExposedSecrets>();
        builder.Services.AddSingleton<FirstPolicy>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<FirstPolicy>());

        builder.Logging.AddStartupQuiet();
        return builder;
    }

    /// <summary>
    /// Read directly from the configuration, because the host needs it before the engine's settings are checked. That check reports an invalid value.
    /// </summary>
    private static TimeSpan EngineNeeds(ConfigurationManager configuration)
    {
        var defaults = new TimeoutOptions();
        return Duration(configuration, nameof(TimeoutOptions.LameDuck), defaults.LameDuck) + Duration(configuration, nameof(TimeoutOptions.Drain), defaults.Drain);
    }

    private static TimeSpan Duration(ConfigurationManager configuration, string key, TimeSpan otherwise) =>
        TimeSpan.TryParse(configuration[$"{EngineOptions.Section}:Timeouts:{key}"], CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
