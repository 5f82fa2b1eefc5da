using System.Net;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PrivateLink.Portal.Demonstration;

public static class DemonstrationRegistration
{
    /// <summary>Adds the demonstration when <c>Demonstration:Enabled</c> says so: its listeners, its echo upstream and its traffic.</summary>
    public static WebApplicationBuilder AddDemonstration(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(DemonstrationOptions.Section);
        builder.Services.AddOptions<DemonstrationOptions>()
            .Bind(section)
            .Validate(options => IPEndPoint.TryParse(options.Upstream, out _), "Demonstration:Upstream must be an address and a port, such as 127.0.0.1:7450.")
            .Validate(options => options.ConnectionsPerSecond is >= 0 and <= 100, "Demonstration:ConnectionsPerSecond must be 0 to 100.")
            .ValidateOnStart();
        if (!section.GetValue<bool>(nameof(DemonstrationOptions.Enabled))) return builder;

        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = DemonstrationConfiguration.Listeners });
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ListenerAddresses>();
        builder.Services.AddHostedService<EchoUpstream>();
        builder.Services.AddHostedService<TrafficGenerator>();
        return builder;
    }
}
