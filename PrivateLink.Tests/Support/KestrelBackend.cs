using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>An ASP.NET Core application behind the engine, on a port that the system chooses.</summary>
internal sealed class KestrelBackend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelBackend(WebApplication app) => _app = app;

    public IPEndPoint Address
    {
        get
        {
            var bound = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            return new IPEndPoint(IPAddress.Loopback, new Uri(bound).Port);
        }
    }

    public FakeLogCollector Log => _app.Services.GetFakeLogCollector();

    public static async Task<KestrelBackend> StartAsync(
        Action<ListenOptions> listen, Action<WebApplication> serve, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AllowAlternateSchemes = true; // the test's client does its own TLS and uses the scheme http
            kestrel.Listen(IPAddress.Loopback, 0, listen);
        });
        builder.Services.AddFakeLogging();
        services?.Invoke(builder.Services);

        var app = builder.Build();
        serve(app);
        var backend = new KestrelBackend(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return backend;
    }

    public Upstream Upstream(bool sendProxyHeader) => TestPolicy.UpstreamAt(Address.Port, "kestrel") with { SendProxyHeader = sendProxyHeader };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
