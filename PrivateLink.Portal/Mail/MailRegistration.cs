using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Mail;

public static class MailRegistration
{
    /// <summary>Registers mail through <c>Mail:Host</c>, if it is set.</summary>
    public static WebApplicationBuilder AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        builder.Services.AddSingleton<MailRoom>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MailRoom>());
        return builder;
    }
}
