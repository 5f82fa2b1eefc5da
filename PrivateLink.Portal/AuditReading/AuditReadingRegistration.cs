namespace PrivateLink.Portal.AuditReading;

public static class AuditReadingRegistration
{
    /// <summary>Registers reading the audit log: a tenant reads its own entries, and the company reads all.</summary>
    public static WebApplicationBuilder AddAuditReading(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AuditLog>();
        return builder;
    }
}
