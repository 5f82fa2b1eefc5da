namespace PrivateLink.Portal.Marks;

public static class MarksRegistration
{
    /// <summary>What happened when, for charts and lists.</summary>
    public static WebApplicationBuilder AddMarks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServiceMoments>();
        builder.Services.AddSingleton<ServiceWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ServiceWatch>());
        builder.Services.AddSingleton<TimeMarks>();
        return builder;
    }
}
