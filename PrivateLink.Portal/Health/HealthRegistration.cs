using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PrivateLink.Portal.Health;

public static class HealthRegistration
{
    /// <summary>Registers the regular check of the database and its state for all pages.</summary>
    public static WebApplicationBuilder AddDatabaseHealth(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<DatabaseState>();
        builder.Services.AddSingleton<DatabaseMetrics>();
        builder.Services.AddSingleton<DatabaseHealth>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DatabaseHealth>());
        return builder;
    }
}
