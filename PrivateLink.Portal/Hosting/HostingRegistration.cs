using System.Globalization;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PrivateLink.Engine;

namespace PrivateLink.Portal.Hosting;

public static class HostingRegistration
{
    // What the host needs besides the drain: browsers are told, and the last records are taken.
    private static readonly TimeSpan BesidesDrain = TimeSpan.FromSeconds(10);

    /// <summary>Where the portal may listen (<c>Portal</c>), how long it may take to stop, and how quietly it fails to start.</summary>
    public static WebApplicationBuilder AddPortalHosting(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PortalOptions>().BindConfiguration(PortalOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsValidator>();

        builder.Services.TryAddSingleton<PortalAddress>();
        builder.Services.AddSingleton<WayInConsole>();
        builder.Services.AddSingleton<IPostConfigureOptions<HostFilteringOptions>, AcceptedHosts>();
        builder.Services.AddHostedService<SharedSite>();

        builder.Services.AddOptions<HostOptions>().Configure(host => host.ShutdownTimeout = DrainOf(builder.Configuration) + BesidesDrain);

        builder.Services.AddSingleton<FilePrivacy>();
        builder.Services.AddSingleton<ExposedSecrets>();
        builder.Services.AddSingleton<FirstPolicy>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<FirstPolicy>());

        builder.Logging.AddStartupQuiet();
        return builder;
    }

    /// <summary>Read by hand: the host asks before the engine's settings are checked, and a wrong one is told there.</summary>
    private static TimeSpan DrainOf(ConfigurationManager configuration) =>
        TimeSpan.TryParse(configuration["Engine:Timeouts:Drain"], CultureInfo.InvariantCulture, out var drain) ? drain : new TimeoutOptions().Drain;
}
