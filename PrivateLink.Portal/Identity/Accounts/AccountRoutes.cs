using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>The POST routes of the account pages and the top bar, apart from the pages' own forms. All require an antiforgery token.</summary>
public static class AccountRoutes
{
    public const string SignOut = "/account/sign-out";
    public const string Scope = "/account/scope";

    public static IEndpointRouteBuilder MapAccountRoutes(this IEndpointRouteBuilder app)
    {
        app.MapPost(SignOut, static async ([FromServices] SignIns signIns, [FromForm] string? _) =>
        {
            if (await signIns.SignOutAsync()) return Results.LocalRedirect("/account/sign-in");
            return Results.Text(
                "You are signed out in this browser. The database cannot save changes now, so the session itself is still open. "
                    + "Sign in again later and end it under \"Where you are signed in\".\n",
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();

        app.MapPost(Scope, static async (
            [FromServices] CurrentCaller caller, [FromServices] SessionBook sessions, [FromServices] EntryAllowance allowance, [FromForm] string? tenantId,
            CancellationToken cancellationToken) =>
        {
            if (!allowance.TryTake(caller.SignedIn?.PersonId, AuditAction.ScopeChanged))
                return Results.Text("You switched too often. Wait a few minutes, then try again.\n", statusCode: StatusCodes.Status429TooManyRequests);

            // An empty value means the company's side.
            Guid? tenant = Guid.TryParse(tenantId, out var id) ? id : null;
            return (tenant is not null || string.IsNullOrEmpty(tenantId))
                && caller.SignedIn is { } signedIn
                && await sessions.SwitchAsync(signedIn, tenant, cancellationToken)
                    ? Results.LocalRedirect("/")
                    : Results.NotFound();
        });

        app.MapPost("/account/passkeys/request", static async (HttpContext http, [FromServices] SignIns signIns, [FromServices] IAntiforgery antiforgery) =>
            await antiforgery.IsRequestValidAsync(http) ? Results.Content(await signIns.PasskeyOptionsAsync(), "application/json") : Refused(http))
            .AllowAnonymous().RequireRateLimiting(AuthLimits.Policy);

        app.MapPost("/account/passkeys/creation", static async (HttpContext http, [FromServices] CurrentCaller caller, [FromServices] OwnFactors factors, [FromServices] IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Refused(http);
            return caller.SignedIn is not null && await factors.PasskeyOptionsAsync(caller.Account) is { } options
                ? Results.Content(options, "application/json")
                : Results.NotFound();
        }).RequireRateLimiting(AuthLimits.Policy);
        return app;
    }

    private static IResult Refused(HttpContext http)
    {
        http.RequestServices.GetRequiredService<AccessTraces>().FormRefused(http);
        return Results.BadRequest();
    }
}
