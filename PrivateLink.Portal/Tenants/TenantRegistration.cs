namespace PrivateLink.Portal.Tenants;

public static class TenantRegistration
{
    /// <summary>Registers the customers, and the notices to their owners.</summary>
    public static WebApplicationBuilder AddTenants(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TenantDirectory>();
        builder.Services.AddSingleton<TenantNotices>();
        return builder;
    }
}
