namespace PrivateLink.Portal.Access;

public static class AccessRegistration
{
    /// <summary>Registers the caller of each request and each open page. The sign-in determines who that is.</summary>
    public static WebApplicationBuilder AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<CurrentCaller>();
        builder.Services.AddSingleton<LiveAccess>();
        return builder;
    }
}
