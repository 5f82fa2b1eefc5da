namespace PrivateLink.Portal.Timekeeping;

public static class TimekeepingRegistration
{
    /// <summary>Whether the clock may be trusted, for everything that is done by time.</summary>
    public static WebApplicationBuilder AddTimekeeping(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TrustedClock>();
        return builder;
    }
}
