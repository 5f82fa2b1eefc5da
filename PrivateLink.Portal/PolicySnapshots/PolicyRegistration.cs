using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

public static class PolicyRegistration
{
    /// <summary>The way of a change from the database into the engine.</summary>
    public static WebApplicationBuilder AddPolicySnapshots(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PolicyStore>();
        builder.Services.AddSingleton<IPolicySource>(services => services.GetRequiredService<PolicyStore>());
        builder.Services.AddSingleton<PolicyReader>();
        builder.Services.AddSingleton<PolicyRevisionLog>();
        builder.Services.AddSingleton<PolicyPublisher>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PolicyPublisher>());
        return builder;
    }
}
