using Microsoft.AspNetCore.Builder;

namespace PrivateLink.AspNetCore;

/// <summary>Closes the hole that the server name alone leaves.</summary>
public static class PrivateLinkApplicationBuilderExtensions
{
    /// <summary>
    /// Answers 421 Misdirected Request when a request is for another host than the one the engine authorised its connection for. Call it before
    /// anything that may change the request's host, such as <c>UseForwardedHeaders</c>, and before everything that serves requests.
    /// </summary>
    /// <remarks>
    /// A connection without <see cref="IPrivateLinkFeature"/> is authorised for nothing, so its requests get 421 as well. Ports that take no header
    /// are served by an app of their own, or left out on purpose with <c>UseWhen</c>.
    /// </remarks>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UsePrivateLinkHostCheck(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.UseMiddleware<PrivateLinkHostCheckMiddleware>();
    }
}
