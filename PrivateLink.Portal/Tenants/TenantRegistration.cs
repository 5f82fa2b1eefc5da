namespace PrivateLink.Portal.Tenants;

public static class TenantRegistration
{
    /// <summary>The customers, and what their owners have to be told.</summary>
    public static WebApplicationBuilder AddTenants(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TenantDirectory>();
        builder.Services.AddSingleton<TenantNotices>();
        return builder;
    }
}
