using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;

namespace PrivateLink.Portal.Demonstration;

public static class DemonstrationRegistration
{
    /// <summary>
    /// Adds the demonstration if <c>Demonstration:Enabled</c> is set: its listeners, database content, upstream and traffic. In development, the
    /// listeners exist without it, so that clients can connect with <c>--no-demo</c>. Without the demonstration, its people cannot sign in.
    /// </summary>
    public static WebApplicationBuilder AddDemonstration(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(DemonstrationOptions.Section);
        builder.Services.AddOptions<DemonstrationOptions>()
            .Bind(section)
            .Validate(options => options.ConnectionsPerSecond is >= 0 and <= 100, "Demonstration:ConnectionsPerSecond must be 0 to 100.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<DemonstrationOptions>, DemonstrationUpstream>();
        builder.Services.AddSingleton<IValidateOptions<DemonstrationOptions>, DemonstrationPlace>();
        var enabled = bool.TryParse(section[nameof(DemonstrationOptions.Enabled)], out var wanted) && wanted;
        if (enabled || builder.Environment.IsDevelopment()) AddListeners(builder.Configuration);
        builder.Services.Configure<PeopleOptions>(people => people.PlayedAccounts.UnionWith(DemoNames.Emails.Select(NormalizedText.Of)));
        if (!enabled)
        {
            // The database of an earlier demonstration still contains these people, and they may have a password or passkey by now.
            builder.Services.Configure<PeopleOptions>(people => people.ClosedAccounts.UnionWith(DemoNames.Emails.Select(NormalizedText.Of)));
            return builder;
        }

        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = DemonstrationConfiguration.Logging });

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<DemoSeeder>();
        builder.Services.AddSingleton<DemoPeople>();
        builder.Services.AddSingleton<ListenerAddresses>();
        builder.Services.AddHostedService<EchoUpstream>();
        builder.Services.AddHostedService<TrafficGenerator>();
        return builder;
    }

    private static void AddListeners(ConfigurationManager configuration)
    {
        if (configuration.GetSection("Engine:Listeners").GetChildren().Any()) return;
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = DemonstrationConfiguration.Listeners });
    }
}
