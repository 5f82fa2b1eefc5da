namespace PrivateLink.Portal.Audit;

public static class AuditRegistration
{
    /// <summary>The log of what was done and tried: its end, what belongs into it, and who watches that it only grows. Writing is part of every change.</summary>
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KnownEnd>();
        builder.Services.AddSingleton<RefusalTally>();
        builder.Services.AddSingleton<EntryAllowance>();
        builder.Services.AddSingleton<AccessTraces>();
        builder.Services.AddSingleton<AuditVerifier>();
        builder.Services.AddSingleton<AuditCheckpoint>();
        builder.Services.AddSingleton<AuditWatch>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<AuditWatch>());
        return builder;
    }
}
