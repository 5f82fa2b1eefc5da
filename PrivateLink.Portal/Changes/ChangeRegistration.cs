namespace PrivateLink.Portal.Changes;

public static class ChangeRegistration
{
    /// <summary>The one way to change anything.</summary>
    public static WebApplicationBuilder AddChanges(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChangeWriter>();
        return builder;
    }
}
