namespace PrivateLink.Portal.FirstSteps;

public static class FirstStepsRegistration
{
    /// <summary>Registers the steps from an empty installation to the first enforced host.</summary>
    public static WebApplicationBuilder AddFirstSteps(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FirstStepsService>();
        return builder;
    }
}
