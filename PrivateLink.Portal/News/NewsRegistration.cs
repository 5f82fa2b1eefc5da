namespace PrivateLink.Portal.News;

public static class NewsRegistration
{
    /// <summary>Telling people by mail what happened, as each of them chose.</summary>
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
