using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrivateLink.Engine;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Demonstration;

/// <summary>The demonstration on ports that the system chooses: engine, echo upstream and the demonstration's policy, without a database.</summary>
public sealed class DemonstrationFixture : IAsyncLifetime
{
    private readonly IHost _host;

    public DemonstrationFixture()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(DemonstrationConfiguration.Listeners.Select(OnAnyPort));
        builder.Services.AddMetrics().AddLogging();
        builder.Services.Configure<DemonstrationOptions>(options => options.Upstream = "127.0.0.1:0");
        builder.Services.AddSingleton<IDecisionSink>(Sink);
        builder.Services.AddSingleton<IPolicySource, DemonstrationPolicy>();
        builder.Services.AddSingleton<EchoUpstream>().AddHostedService(provider => provider.GetRequiredService<EchoUpstream>());
        builder.Services.AddPrivateLinkEngine(builder.Configuration.GetSection(EngineOptions.Section));
        builder.Services.AddSingleton<ListenerAddresses>().AddSingleton<TrafficGenerator>();
        _host = builder.Build();
    }

    public RecordingSink Sink { get; } = new();

    public TrafficGenerator Traffic => _host.Services.GetRequiredService<TrafficGenerator>();

    public ListenerAddresses Listeners => _host.Services.GetRequiredService<ListenerAddresses>();

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static KeyValuePair<string, string?> OnAnyPort(KeyValuePair<string, string?> setting) =>
        setting.Key.EndsWith(":Bind", StringComparison.Ordinal) ? new(setting.Key, "127.0.0.1:0") : setting;

    /// <summary>The compiled form of the rows that the demonstration's seeder creates.</summary>
    private sealed class DemonstrationPolicy(EchoUpstream echo) : IPolicySource
    {
        private readonly Lazy<PolicySnapshot> _snapshot = new(() => Compile(echo.Address!.Port));

        public PolicySnapshot? Current => _snapshot.Value;

        private static PolicySnapshot Compile(int port)
        {
            var upstream = TestPolicy.UpstreamAt(port, "echo");
            return TestPolicy.Snapshot(
                TestPolicy.Resource(
                    DemoNames.MegacorpHost, ResourceMode.Enforce, upstream,
                    new LinkGrant(DemoNames.MegacorpAwsLink, DemoNames.AwsService), new LinkGrant(DemoNames.MegacorpAzureLink, DemoNames.AzureService)),
                TestPolicy.Resource(
                    DemoNames.GlobexHost, ResourceMode.Monitor, upstream,
                    new LinkGrant(DemoNames.GlobexGcpLink, DemoNames.GcpService), new LinkGrant(DemoNames.GlobexAlibabaLink, DemoNames.AlibabaService)),
                TestPolicy.Resource(DemoNames.StatusHost, ResourceMode.Open, upstream));
        }
    }
}
