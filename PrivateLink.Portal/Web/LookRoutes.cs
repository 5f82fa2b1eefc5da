namespace PrivateLink.Portal.Web;

/// <summary>
/// Addresses that are only looked at answer HEAD as they answer GET. Otherwise routing puts an endpoint of its own in their place, which says 405 and lacks what they allow:
/// a mail program that checks a link would be sent to the sign-in page, and from there to the sign-in page again.
/// </summary>
public static class LookRoutes
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps an address that is looked at. The server itself leaves the body out of an answer to HEAD.</summary>
    public static RouteHandlerBuilder MapLook(this IEndpointRouteBuilder app, string pattern, Delegate handler) => app.MapMethods(pattern, Methods, handler);

    /// <summary>Adds HEAD to endpoints that others have mapped for GET.</summary>
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
