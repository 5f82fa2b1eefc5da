namespace PrivateLink.Portal.AuditEvidence;

public static class EvidenceRegistration
{
    /// <summary>Registers evidence for auditors: making it, and comparing it with the log.</summary>
    public static WebApplicationBuilder AddAuditEvidence(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EvidenceShelf>();
        builder.Services.AddSingleton<EvidenceService>();
        builder.Services.AddSingleton<EvidenceCheck>();
        return builder;
    }
}
