using Microsoft.AspNetCore.Builder;

namespace PrivateLink.AspNetCore;

/// <summary>Adds the check that a request's host is the authorised one.</summary>
public static class PrivateLinkApplicationBuilderExtensions
{
    /// <summary>
    /// Answers 421 Misdirected Request if a request's host is not the one that the engine authorised its connection for. Call it before anything that
    /// may change the request's host, such as <c>UseForwardedHeaders</c>, and before everything that serves requests.
    /// </summary>
    /// <remarks>
    /// A connection without <see cref="IPrivateLinkFeature"/> is not authorised for any host, so its requests get 421 as well. Serve ports without a
    /// header from an app of their own, or exclude them with <c>UseWhen</c>.
    /// </remarks>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UsePrivateLinkHostCheck(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.UseMiddleware<PrivateLinkHostCheckMiddleware>();
    }
}
