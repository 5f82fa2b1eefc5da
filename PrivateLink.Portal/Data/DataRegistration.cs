using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Data;

public static class DataRegistration
{
    /// <summary>Registers the database: its settings (<c>Database</c>), one context per operation, and the schema check at start.</summary>
    public static WebApplicationBuilder AddPortalData(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        builder.Services.TryAddSingleton(TimeProvider.System);

        builder.Services.AddDbContextFactory<SqlitePortalDbContext>((services, context) =>
            context.UseSqlite(OptionsOf(services), services.GetRequiredService<IHostEnvironment>().ContentRootPath));
        builder.Services.AddDbContextFactory<SqlServerPortalDbContext>((services, context) => context.UseSqlServer(OptionsOf(services)));
        builder.Services.AddSingleton<IDbContextFactory<PortalDbContext>>(static services => OptionsOf(services).Provider == DatabaseProvider.Sqlite
            ? ActivatorUtilities.CreateInstance<ProviderDbContextFactory<SqlitePortalDbContext>>(services)
            : ActivatorUtilities.CreateInstance<ProviderDbContextFactory<SqlServerPortalDbContext>>(services));
        builder.Services.AddSingleton<DatabaseInitializer>();
        return builder;
    }

    private static DatabaseOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
}
