using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Engine.Transport.Epoll;
using PrivateLink.Engine.Transport.Sockets;

namespace PrivateLink.Engine;

/// <summary>Adds the engine to a host.</summary>
public static class EngineServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine, which starts and stops with the host. Register your own <see cref="IPolicySource"/> and <see cref="IDecisionSink"/>. Without
    /// the first, the engine denies everything. Without the second, decisions go only to logs and metrics.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The section <c>Engine</c>; see <see cref="EngineOptions"/>.</param>
    public static IServiceCollection AddPrivateLinkEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EngineOptions>().Bind(configuration).ValidateOnStart();

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EngineOptions>, EngineOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IPolicySource, DenyAllPolicySource>();
        services.TryAddSingleton<IDecisionSink, NullDecisionSink>();
        services.TryAddSingleton<TransportHealth>();
        services.TryAddSingleton(CreateTransport);
        services.TryAddSingleton<BackgroundWork>();

        services.TryAddSingleton<EngineMetrics>();
        services.TryAddSingleton<EngineGauges>();
        services.TryAddSingleton<DecisionLog>();
        services.TryAddSingleton<DecisionReporter>();
        services.TryAddSingleton<ConnectionRegistry>();
        services.TryAddSingleton<WaitingRoom>();
        services.TryAddSingleton<NameLookup>(static host => Dns.GetHostAddressesAsync(host));
        services.TryAddSingleton<AddressResolver>();
        services.TryAddSingleton<SourceAddresses>();
        services.TryAddSingleton<OwnFaults>();
        services.TryAddSingleton(static provider => new ConnectingBudget(Options(provider).Limits.ConnectingBytes));
        services.TryAddSingleton<UpstreamProbe>();
        services.TryAddSingleton<UpstreamConnector>();
        services.TryAddSingleton<ConnectionHandler>();
        services.TryAddSingleton<SecondSignal>();
        services.TryAddSingleton<UpstreamHealth>();
        services.TryAddSingleton<UpstreamSelector>();
        services.TryAddSingleton(static provider => new EngineStatus(
            provider.GetRequiredService<ConnectionRegistry>(),
            provider.GetRequiredService<ConnectionLimiter>(),
            provider.GetRequiredService<UpstreamHealth>(),
            provider.GetRequiredService<TransportHealth>())
        {
            Faults = provider.GetRequiredService<OwnFaults>(),
        });
        services.TryAddSingleton(static provider => new OpenConnections(provider.GetRequiredService<ConnectionRegistry>()));
        services.TryAddSingleton(static provider => new ConnectionLimiter(Options(provider).Limits, provider.GetRequiredService<WaitingRoom>()));
        services.TryAddSingleton(static provider => new RelayQuota(Options(provider).Limits));
        services.TryAddSingleton(static provider => new PreludeBudget(Options(provider).Limits.UndecidedBytes)
        {
            MakeRoom = provider.GetRequiredService<WaitingRoom>().TryFree,
        });
        services.TryAddSingleton(static provider => new ConnectionIds(
            provider.GetRequiredService<TimeProvider>(), Options(provider).NodeNumber, provider.GetRequiredService<InheritedSockets>().IdLane));

        services.TryAddSingleton(static provider => new EngineSettings(
            provider.GetRequiredService<IOptions<EngineOptions>>(), provider.GetRequiredService<EnginePorts>(), provider.GetRequiredService<EngineStatus>(),
            provider.GetRequiredService<ConnectionLimiter>(),
            provider.GetRequiredService<RelayQuota>(), provider.GetRequiredService<PreludeBudget>(), provider.GetRequiredService<ConnectingBudget>(),
            provider.GetRequiredService<ILogger<EngineSettings>>()));

        services.AddHostedService<EngineHostedService>();
        services.TryAddSingleton(static _ => new InheritedSockets([]));
        services.TryAddSingleton<EnginePorts>();
        services.TryAddSingleton<HostSockets>();
        services.TryAddSingleton<DescriptorWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<DescriptorWatch>());
        services.AddHostedService<PolicyRevocation>();
        services.AddHostedService<UpstreamChecks>();
        return services;
    }

    private static ITransport CreateTransport(IServiceProvider provider) => Options(provider) switch
    {
        { Transport: TransportKind.Epoll } or { Transport: TransportKind.Auto } when EpollTransport.IsSupported => new EpollTransport(
            Options(provider).Loops ?? Environment.ProcessorCount,
            provider.GetRequiredService<TransportHealth>(),
            provider.GetRequiredService<EngineMetrics>(),
            provider.GetRequiredService<ILogger<EpollTransport>>()),
        _ => new SocketTransport(
            provider.GetRequiredService<TransportHealth>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SocketTransport>>()),
    };

    private static EngineOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<EngineOptions>>().Value;
}
