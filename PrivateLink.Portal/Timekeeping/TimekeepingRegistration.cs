namespace PrivateLink.Portal.Timekeeping;

public static class TimekeepingRegistration
{
    /// <summary>Registers the check of the clock, for everything that depends on time.</summary>
    public static WebApplicationBuilder AddTimekeeping(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TrustedClock>();
        return builder;
    }
}
