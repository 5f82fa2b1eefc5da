using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Following;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Operations.Now;
using PrivateLink.Portal.Operations.Tail;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Operations;

/// <summary>
/// Three health checks for three callers. <c>/livez</c> is for the program that restarts the process, so it checks no dependency.
/// <c>/readyz/proxy</c> is for the load balancer in front of the engine. <c>/readyz/portal</c> is for the one in front of the pages.
/// </summary>
public static class OperationsRegistration
{
    private const string Proxy = "proxy";
    private const string Portal = "portal";

    /// <summary>Registers the state of the engine and of this process, for pages and for programs.</summary>
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EngineReports>();
        builder.Services.AddSingleton<OperationsReports>();
        builder.Services.AddSingleton<NowReports>();
        builder.Services.AddHostedService(static services => new TailSocket(
            services.GetRequiredService<PolicyFolder>(), services.GetRequiredService<ConnectionFollowers>(), services.GetRequiredService<LiveConnections>(),
            services.GetRequiredService<NowReports>, services.GetRequiredService<ISupportReport>, services.GetRequiredService<IOptions<EngineOptions>>(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<TailSocket>>()));
        builder.Services.AddSingleton<SettingsReports>();
        // A load balancer asks every few seconds. A problem is logged where it is found, and not on each check.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.AddHealthChecks()
            .AddCheck<ProxyReadiness>(Proxy)
            .AddCheck<PortalReadiness>(Portal);
        return builder;
    }

    public static WebApplication MapPortalHealth(this WebApplication app)
    {
        app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous().WithMetadata(new HealthAnswer());
        app.MapHealthChecks("/readyz/proxy", Only(Proxy)).AllowAnonymous().WithMetadata(new HealthAnswer());
        app.MapHealthChecks("/readyz/portal", Only(Portal)).AllowAnonymous().WithMetadata(new HealthAnswer());
        return app;
    }

    private static HealthCheckOptions Only(string name) => new() { Predicate = check => check.Name == name, ResponseWriter = WriteAsync };

    /// <summary>Details that name a folder or a server. Anyone may call a health check, so only callers on this machine get them.</summary>
    private static string DetailOf(HttpContext http, HealthReport report)
    {
        var services = http.RequestServices;
        return report.Entries.ContainsKey(Portal) && services.GetRequiredService<DatabaseState>().Problem is { } problem && services.GetRequiredService<OnThisMachine>().Asks(http)
            ? $". {problem}"
            : "";
    }

    /// <summary>Writes a line that a person at a terminal understands; programs read the status code.</summary>
    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        var why = string.Join("; ", report.Entries.Values.Select(entry => entry.Description));
        return http.Response.WriteAsync($"{report.Status}{(why.Length == 0 ? "" : $": {why}")}{DetailOf(http, report)}\n", http.RequestAborted);
    }
}
