namespace PrivateLink.Portal.News;

public static class NewsRegistration
{
    /// <summary>Registers the mails about events, which each person can choose.</summary>
    public static WebApplicationBuilder AddNews(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NewsChoices>();
        builder.Services.AddSingleton<FoundNews>();
        builder.Services.AddSingleton<DigestNews>();
        builder.Services.AddSingleton<NewsBoard>();
        builder.Services.AddSingleton<NewsPost>();
        builder.Services.AddHostedService<NewsTask>();
        return builder;
    }
}
