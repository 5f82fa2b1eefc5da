namespace PrivateLink.Portal.Audit;

public static class AuditRegistration
{
    /// <summary>Reading what was done and tried; writing is part of every change.</summary>
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<AuditVerifier>();
        builder.Services.AddSingleton<AuditCheckpoint>();
        builder.Services.AddSingleton<AuditWatch>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<AuditWatch>());
        return builder;
    }
}
