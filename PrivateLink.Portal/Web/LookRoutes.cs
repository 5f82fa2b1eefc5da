namespace PrivateLink.Portal.Web;

/// <summary>
/// Makes read-only addresses answer HEAD as they answer GET. Without this, routing answers 405 from an endpoint that does not allow anonymous access.
/// A mail program that checks a link would then be redirected to the sign-in page in a loop.
/// </summary>
public static class LookRoutes
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps a read-only address. The server itself omits the body of an answer to HEAD.</summary>
    public static RouteHandlerBuilder MapLook(this IEndpointRouteBuilder app, string pattern, Delegate handler) => app.MapMethods(pattern, Methods, handler);

    /// <summary>Adds HEAD to endpoints that other code has mapped for GET.</summary>
    public static T WithHead<T>(this T endpoints) where T : IEndpointConventionBuilder
    {
        endpoints.Add(static endpoint =>
        {
            if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is not { } methods) return;
            if (methods.HttpMethods.Contains(HttpMethods.Get) && !methods.HttpMethods.Contains(HttpMethods.Head))
                endpoint.Metadata.Add(new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head], methods.AcceptCorsPreflight));
        });
        return endpoints;
    }
}
