using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Ceilings;

public static class CeilingRegistration
{
    /// <summary>What one tenant can use up is bounded per tenant (<c>Ceilings</c>).</summary>
    public static WebApplicationBuilder AddCeilings(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CeilingOptions>().BindConfiguration(CeilingOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<CeilingOptions>, CeilingOptionsValidator>();
        return builder;
    }
}
