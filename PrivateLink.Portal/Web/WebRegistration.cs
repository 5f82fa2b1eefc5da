using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Listening;
using PrivateLink.Portal.Web.Connections;

namespace PrivateLink.Portal.Web;

public static class WebRegistration
{
    private const int LongestField = 256 * 1024;

    /// <summary>Open pages are never closed for new connections, so a quarter of all connections is reserved for requests.</summary>
    private const int PartOfRequests = 4;

    private static readonly TimeSpan RememberHttps = TimeSpan.FromDays(365);
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Registers the portal's address (<c>Portal</c>) and what protects its pages: proxies, origins, sizes, attempts, cookies and headers
    /// (<c>Web</c>).
    /// </summary>
    public static WebApplicationBuilder AddPortalWeb(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PortalOptions>().BindConfiguration(PortalOptions.Section);
        services.AddOptions<WebOptions>().BindConfiguration(WebOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PortalAddress>();
        services.AddSingleton<OnThisMachine>();
        services.AddSingleton<SafeCookies>();
        services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>>(provider => provider.GetRequiredService<SafeCookies>());
        services.AddSingleton<IPostConfigureOptions<AntiforgeryOptions>>(provider => provider.GetRequiredService<SafeCookies>());

        services.AddHsts(hsts => hsts.MaxAge = RememberHttps);
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<WebOptions>>((limiter, web) => AuthLimits.Configure(limiter, web.Value));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<WebOptions>>((forwarded, web) => Trust(forwarded, web.Value.TrustedProxies));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HostSockets>();
        services.AddSingleton<HttpPlaces>();
        services.TryAddSingleton(static _ => new InheritedSockets([]));
        services.AddSingleton<PortalPorts>();
        services.AddSingleton<IConnectionListenerFactory, PlacedListeners>();
        services.AddSingleton<PortalCertificate>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<WebOptions>, HostSockets, PortalCertificate>((kestrel, web, sockets, certificate) =>
        {
            kestrel.ConfigureHttpsDefaults(https => https.OnAuthenticate = (_, tls) => certificate.Use(tls));
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = web.Value.LargestRequest;
            kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
            kestrel.Limits.MaxConcurrentUpgradedConnections = sockets.Most - (sockets.Most / PartOfRequests);
        });
        services.AddOptions<FormOptions>().Configure<IOptions<WebOptions>>((form, web) =>
        {
            form.ValueLengthLimit = LongestField;
            form.MultipartBodyLengthLimit = web.Value.LargestRequest;
        });
        return builder;
    }

    /// <summary>Must run first, so that everything after it sees the client's own address, and the connection counts as in use.</summary>
    public static WebApplication UsePortalWeb(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<HttpPlaces>().HoldAsync);
        app.Use(app.Services.GetRequiredService<PortalPorts>().LeadAwayAsync);
        app.UseForwardedHeaders();
        app.UseHsts();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<OwnOrigin>();
        app.Use(AuthLimits.ReadFormAsync);
        app.UseRateLimiter();
        return app;
    }

    /// <summary>Each hop is checked, starting with the last. The first hop that is no trusted proxy is the client.</summary>
    private static void Trust(ForwardedHeadersOptions forwarded, IList<string> proxies)
    {
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        forwarded.ForwardLimit = null;
        forwarded.ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var proxy in proxies)
            if (ProxyNetwork.TryParse(proxy, out var network))
                forwarded.KnownIPNetworks.Add(network.Value);
    }
}
