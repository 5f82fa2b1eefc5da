using MudBlazor;
using MudBlazor.Services;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Components;

public static class ComponentsServiceCollectionExtensions
{
    /// <summary>Registers the portal's pages and the browser services that they need.</summary>
    public static IServiceCollection AddPortalComponents(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(settings =>
        {
            settings.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            settings.SnackbarConfiguration.VisibleStateDuration = 5000;
            settings.SnackbarConfiguration.ShowTransitionDuration = 100;
            settings.SnackbarConfiguration.HideTransitionDuration = 100;
        });
        services.AddScoped<ViewerPreferences>();
        return services;
    }

    /// <summary>Serves the pages and their static files.</summary>
    public static WebApplication MapPortalComponents(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            StatusCodeSelector = exception => DatabaseHealth.IsOutage(exception) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseCallers();
        app.UseAntiforgery();
        app.Use(AccessTraces.NoteFormAsync);
        app.Use(AccessTraces.NoteReadAsync);
        app.MapStaticAssets().AllowAnonymous();
        app.MapAccountRoutes();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null).WithHead();
        return app;
    }
}
