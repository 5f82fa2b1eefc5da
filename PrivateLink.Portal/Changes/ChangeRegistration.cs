namespace PrivateLink.Portal.Changes;

public static class ChangeRegistration
{
    /// <summary>Registers the only way to change anything.</summary>
    public static WebApplicationBuilder AddChanges(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChangeWriter>();
        builder.Services.AddSingleton<RefusalSums>();
        builder.Services.AddSingleton<KeptUndos>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<RefusalSums>());
        return builder;
    }
}
