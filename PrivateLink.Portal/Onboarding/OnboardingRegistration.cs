namespace PrivateLink.Portal.Onboarding;

public static class OnboardingRegistration
{
    /// <summary>Registers how a customer enforces a host, the company's part in it, and the background work.</summary>
    public static WebApplicationBuilder AddOnboarding(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimelineService>();
        builder.Services.AddSingleton<OnboardingService>();
        builder.Services.AddSingleton<ClaimService>();
        builder.Services.AddSingleton<VerificationService>();
        builder.Services.AddSingleton<EnforcementService>();
        builder.Services.AddSingleton<EmergencyService>();
        builder.Services.AddSingleton<ProtectionService>();
        builder.Services.AddSingleton<PendingEndpointService>();
        builder.Services.AddSingleton<PrivateEndpointUpkeep>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PrivateEndpointUpkeep>());
        builder.Services.AddSingleton<HandoverSignal>();
        builder.Services.AddSingleton<HandoverService>();
        builder.Services.AddSingleton<HandoverDoor>();
        builder.Services.AddSingleton<HandoverUpkeep>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HandoverUpkeep>());
        builder.Services.AddSingleton<EnforcementTimer>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EnforcementTimer>());
        return builder;
    }
}
