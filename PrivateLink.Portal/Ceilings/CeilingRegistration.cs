using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Ceilings;

public static class CeilingRegistration
{
    /// <summary>Registers the limits on what one tenant can use (<c>Ceilings</c>).</summary>
    public static WebApplicationBuilder AddCeilings(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CeilingOptions>().BindConfiguration(CeilingOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<CeilingOptions>, CeilingOptionsValidator>();
        return builder;
    }
}
