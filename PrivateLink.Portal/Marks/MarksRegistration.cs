namespace PrivateLink.Portal.Marks;

public static class MarksRegistration
{
    /// <summary>Registers the marks that charts and lists show: what happened, and when.</summary>
    public static WebApplicationBuilder AddMarks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServiceMoments>();
        builder.Services.AddSingleton<ServiceWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ServiceWatch>());
        builder.Services.AddSingleton<TimeMarks>();
        return builder;
    }
}
