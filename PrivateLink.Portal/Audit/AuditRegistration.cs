namespace PrivateLink.Portal.Audit;

public static class AuditRegistration
{
    /// <summary>Registers the audit log: the end of the chain, its limits, and the watch over it. Writing entries is part of every change.</summary>
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
