namespace PrivateLink.Portal.AuditReading;

public static class AuditReadingRegistration
{
    /// <summary>Reading the audit log: a tenant its own entries, the company all.</summary>
    public static WebApplicationBuilder AddAuditReading(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AuditLog>();
        return builder;
    }
}
