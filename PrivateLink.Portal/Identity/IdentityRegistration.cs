namespace PrivateLink.Portal.Identity;

public static class IdentityRegistration
{
    /// <summary>Who is in front of the page.</summary>
    public static WebApplicationBuilder AddCallers(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<CurrentCaller>();
        return builder;
    }
}
