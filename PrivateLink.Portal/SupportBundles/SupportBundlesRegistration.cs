using PrivateLink.Portal.Operations.Tail;

namespace PrivateLink.Portal.SupportBundles;

public static class SupportBundlesRegistration
{
    /// <summary>Registers what the running portal contributes to a support bundle.</summary>
    public static WebApplicationBuilder AddSupportBundles(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RecentLog>();
        builder.Services.AddSingleton<ILoggerProvider>(static services => services.GetRequiredService<RecentLog>());
        builder.Services.AddSingleton<ISupportReport, RunningParts>();
        return builder;
    }

    /// <summary>Registers what the verb needs, without the portal.</summary>
    internal static WebApplicationBuilder AddDatabaseFacts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DatabaseFacts>();
        return builder;
    }
}
