using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Testing;
using PrivateLink.Engine;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>The engine in a host, on real sockets and ports chosen by the system. The test sets the policy and reads the sink. Stops with the test.</summary>
internal sealed class EngineUnderTest : IPolicySource, IAsyncDisposable
{
    public const string Service = "saas";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IHost _host;
    private PolicySnapshot? _current;
    private Task? _stopping;

    private EngineUnderTest(Action<EngineOptions> configure, Action<IServiceCollection> register)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddMetrics();
        builder.Services.AddFakeLogging();
        builder.Services.AddSingleton<IPolicySource>(this);
        builder.Services.AddSingleton<IDecisionSink>(Sink);
        register(builder.Services);
        builder.Services.AddPrivateLinkEngine(new ConfigurationBuilder().Build());
        builder.Services.Configure<EngineOptions>(options =>
        {
            options.Timeouts.LameDuck = TimeSpan.Zero; // there is no balancer that has to notice
            options.Timeouts.Drain = TimeSpan.FromMilliseconds(200);
            options.Upstreams.CheckInterval = TimeSpan.Zero; // upstreams count connections, including those of checks
            configure(options);
            if (options.Listeners.Count == 0) options.Listeners["private"] = Private();
        });
        _host = builder.Build();
    }

    public event Action<PolicyChange>? Changed;

    /// <summary>The policy in force. Setting it announces the change, as the portal does.</summary>
    public PolicySnapshot? Current
    {
        get
        {
            WhileReading?.Invoke();
            return Volatile.Read(ref _current);
        }

        set
        {
            Volatile.Write(ref _current, value);
            if (value is not null) Changed?.Invoke(new PolicyChange(value, Touched: null));
        }
    }

    /// <summary>Publishes a policy and names the resources it affects.</summary>
    public void Publish(PolicySnapshot snapshot, params Guid[] touched)
    {
        Volatile.Write(ref _current, snapshot);
        Changed?.Invoke(new PolicyChange(snapshot, touched.ToHashSet()));
    }

    /// <summary>Called whenever the policy is read, to simulate a broken source.</summary>
    public Action? WhileReading { get; set; }

    public RecordingSink Sink { get; } = new();

    public FakeLogCollector Log => _host.Services.GetFakeLogCollector();

    public EngineStatus Status => _host.Services.GetRequiredService<EngineStatus>();

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Starts the engine. The default is one listener called <c>private</c> and the engine's own services.</summary>
    public static async Task<EngineUnderTest> StartAsync(Action<EngineOptions>? configure = null, Action<IServiceCollection>? register = null, PolicySnapshot? policy = null)
    {
        var engine = new EngineUnderTest(configure ?? (_ => { }), register ?? (_ => { })) { _current = policy };
        await engine._host.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    /// <summary>A listener for private links that trusts this machine and accepts links of any cloud.</summary>
    public static ListenerOptions Private(Action<ListenerOptions>? change = null)
    {
        var options = new ListenerOptions
        {
            Bind = "127.0.0.1:0",
            ProxyProtocol = ProxyProtocolMode.Require,
            TrustedSources = { "127.0.0.0/8" },
            Provider = ProviderSetting.Auto,
            Service = Service,
        };
        change?.Invoke(options);
        return options;
    }

    /// <summary>A listener without PROXY headers.</summary>
    public static ListenerOptions Public() => new() { Bind = "127.0.0.1:0", ProxyProtocol = ProxyProtocolMode.Off };

    public IPEndPoint Address(string listener = "private") => Status.Listeners.Single(status => status.Name == listener).Address;

    public Task<WireEnd> ConnectAsync(string listener = "private") => WireEnd.ConnectAsync(Address(listener));

    public Task StopAsync() => _stopping ??= _host.StopAsync(CancellationToken.None);

    /// <summary>Stops the engine; at once if the token is cancelled.</summary>
    public Task StopInAHurryAsync(CancellationToken hurry) => _stopping ??= _host.StopAsync(hurry);

    /// <summary>Stops in a bounded time, even if the test's clock stands still and the drain would never end.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await StopInAHurryAsync(patience.Token);
        _host.Dispose();
    }
}
