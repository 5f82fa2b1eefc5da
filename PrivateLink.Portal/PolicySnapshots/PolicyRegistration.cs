using Microsoft.Extensions.Options;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots.Disk;

namespace PrivateLink.Portal.PolicySnapshots;

public static class PolicyRegistration
{
    /// <summary>
    /// Registers the folder of the policy. Command-line verbs need it too, because it distinguishes a lost database from a new one.
    /// </summary>
    public static WebApplicationBuilder AddPolicyFolder(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PolicyOptions>().BindConfiguration(PolicyOptions.Section);
        builder.Services.AddSingleton(static services => PolicyFolder.Of(
            services.GetRequiredService<IOptions<PolicyOptions>>(),
            services.GetRequiredService<IOptions<DatabaseOptions>>(),
            services.GetRequiredService<IHostEnvironment>()));
        builder.Services.AddSingleton<IDatabaseTrace>(static services => services.GetRequiredService<PolicyFolder>());
        return builder;
    }

    /// <summary>Registers the path of a change from the database to the engine.</summary>
    public static WebApplicationBuilder AddPolicySnapshots(this WebApplicationBuilder builder)
    {
        builder.AddPolicyFolder();
        builder.Services.AddOptions<PolicyOptions>().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<PolicyOptions>, PolicyOptionsValidator>();
        builder.Services.AddSingleton<PolicyKeeper>();
        builder.Services.AddSingleton<PolicyStore>();
        builder.Services.AddSingleton<IPolicySource>(services => services.GetRequiredService<PolicyStore>());
        builder.Services.AddSingleton<PolicyReader>();
        builder.Services.AddSingleton<AnnouncedEdits>();
        builder.Services.AddSingleton<PolicyPublisher>();
        builder.Services.AddSingleton<IChangeSubscriber>(static services => services.GetRequiredService<PolicyPublisher>());
        builder.Services.AddSingleton<OpeningConfirmation>();
        builder.Services.AddHostedService<PolicyUpkeep>();
        return builder;
    }
}
