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

/// <summary>
/// The engine as a host starts it, on real sockets and ports that the system chooses, with a policy that the test sets and a sink
/// that the test reads. Stops with the test.
/// </summary>
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
            options.Timeouts.LameDuck = TimeSpan.Zero; // no balancer has to notice anything
            options.Timeouts.Drain = TimeSpan.FromMilliseconds(200);
            options.Upstreams.CheckInterval = TimeSpan.Zero; // upstreams count connections, and checks are some
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

    /// <summary>Brings a policy into force and says which resources it touched.</summary>
    public void Publish(PolicySnapshot snapshot, params Guid[] touched)
    {
        Volatile.Write(ref _current, snapshot);
        Changed?.Invoke(new PolicyChange(snapshot, touched.ToHashSet()));
    }

    /// <summary>Called whenever the policy is read: what a source may do to the engine by being broken.</summary>
    public Action? WhileReading { get; set; }

    public RecordingSink Sink { get; } = new();

    public FakeLogCollector Log => _host.Services.GetFakeLogCollector();

    public EngineStatus Status => _host.Services.GetRequiredService<EngineStatus>();

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>
    /// Starts with one listener called <c>private</c> unless the test configures its own, and with the engine's own services unless it registers others.
    /// </summary>
    public static async Task<EngineUnderTest> StartAsync(Action<EngineOptions>? configure = null, Action<IServiceCollection>? register = null)
    {
        var engine = new EngineUnderTest(configure ?? (_ => { }), register ?? (_ => { }));
        await engine._host.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    /// <summary>A listener for private links that trusts this machine and takes any cloud's link.</summary>
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

    /// <summary>A listener that takes no PROXY header.</summary>
    public static ListenerOptions Public() => new() { Bind = "127.0.0.1:0", ProxyProtocol = ProxyProtocolMode.Off };

    public IPEndPoint Address(string listener = "private") => Status.Listeners.Single(status => status.Name == listener).Address;

    public Task<WireEnd> ConnectAsync(string listener = "private") => WireEnd.ConnectAsync(Address(listener));

    public Task StopAsync() => _stopping ??= _host.StopAsync(CancellationToken.None);

    /// <summary>Stops, at once when it is hurried.</summary>
    public Task StopInAHurryAsync(CancellationToken hurry) => _stopping ??= _host.StopAsync(hurry);

    /// <summary>Stops in a bounded time, even if a test's clock stands still and the drain does not end by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await StopInAHurryAsync(patience.Token);
        _host.Dispose();
    }
}
