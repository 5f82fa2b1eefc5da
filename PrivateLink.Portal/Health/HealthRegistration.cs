using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PrivateLink.Portal.Health;

public static class HealthRegistration
{
    /// <summary>Whether the database answers, asked now and then and told in one place.</summary>
    public static WebApplicationBuilder AddDatabaseHealth(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<DatabaseState>();
        builder.Services.AddSingleton<DatabaseHealth>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DatabaseHealth>());
        return builder;
    }
}
