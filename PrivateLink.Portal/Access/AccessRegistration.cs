namespace PrivateLink.Portal.Access;

public static class AccessRegistration
{
    /// <summary>Who asks, for each request and each open page. Who that is says the sign-in.</summary>
    public static WebApplicationBuilder AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<CurrentCaller>();
        builder.Services.AddSingleton<LiveAccess>();
        return builder;
    }
}
