namespace PrivateLink.Portal.Upstreams;

public static class UpstreamRegistration
{
    /// <summary>Registers the company's own addresses behind the hosts.</summary>
    public static WebApplicationBuilder AddUpstreams(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AddressProbe>();
        builder.Services.AddSingleton<UpstreamService>();
        builder.Services.AddSingleton<UpstreamChanges>();
        return builder;
    }
}
