using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Portal.Identity.Setup;
using PrivateLink.Portal.Web;
using PrivateLink.Portal.Web.Connections;

namespace PrivateLink.Portal.Identity;

public static class IdentityRegistration
{
    private const int WrongPasswords = 5;
    private const string Required = "required";
    private static readonly TimeSpan ClosedFor = TimeSpan.FromMinutes(5);

    /// <summary>Registers accounts, sign-in and sessions (<c>People</c>). All pages require a sign-in unless they opt out.</summary>
    public static WebApplicationBuilder AddCallers(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PeopleOptions>().BindConfiguration(PeopleOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PeopleOptions>, PeopleOptionsValidator>();
        services.AddHttpContextAccessor();
        services.AddSingleton<SessionBook>();
        services.AddSingleton<AccountLetters>();
        services.AddSingleton<CodeAttempts>();
        services.AddSingleton<SetupLink>();
        services.AddSingleton<FirstAdministrator>();
        services.AddSingleton<WayInConsole>();
        services.AddSingleton<OpenPages>();
        services.AddScoped<PageCount>();
        services.AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler>(scope => scope.GetRequiredService<PageCount>());
        services.AddScoped<CircuitAddress>();
        services.AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler>(scope => scope.GetRequiredService<CircuitAddress>());
        services.AddSignalR(hubs => hubs.AddFilter<HubAddress>());
        services.AddScoped<AuthenticationStateProvider, SessionWatch>();

        AddAccounts(services);
        AddCookies(services);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return builder;
    }

    /// <summary>Sets <see cref="CurrentCaller"/> for each request with a session.</summary>
    public static WebApplication UseCallers(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(static (http, next) =>
        {
            if (http.Features.Get<SignedIn>() is not null) HttpPlaces.SignedIn(http);
            http.RequestServices.GetRequiredService<CurrentCaller>().Become(http.Features.Get<SignedIn>());
            return next(http);
        });
        return app;
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddIdentityCore<PortalUser>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = "";
                identity.Password = new PasswordOptions
                {
                    RequiredLength = PasswordRules.MinimumLength,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
                identity.Lockout.MaxFailedAccessAttempts = WrongPasswords;
                identity.Lockout.DefaultLockoutTimeSpan = ClosedFor;
                identity.ClaimsIdentity.SecurityStampClaimType = PersonClaims.Stamp;
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddPasswordValidator<PasswordRules>()
            .AddSignInManager<PersonSignIn>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<SingleUseCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<PortalOptions>>((passkeys, portal) =>
        {
            passkeys.UserVerificationRequirement = Required;
            passkeys.ResidentKeyRequirement = Required;
            if (portal.Value.PublicUrl is { } url) passkeys.ServerDomain = new Uri(url).Host;
        });

        services.TryAddScoped(scope => scope.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());
        services.AddScoped<PeopleStore>();
        services.AddScoped<IUserStore<PortalUser>>(scope => scope.GetRequiredService<PeopleStore>());
        services.AddScoped<IUserClaimsPrincipalFactory<PortalUser>, PersonClaims>();
        services.AddScoped(scope => new SignIns(
            scope.GetRequiredService<PersonSignIn>(),
            scope.GetRequiredService<ChangeWriter>(),
            scope.GetRequiredService<CodeAttempts>(),
            scope.GetRequiredService<AccountLetters>(),
            scope.GetRequiredService<IServiceScopeFactory>(),
            scope.GetRequiredService<IHttpContextAccessor>()));
        services.AddScoped<OwnAccount>();
        services.AddScoped(scope => new OwnFactors(
            scope.GetRequiredService<OwnAccount>(), scope.GetRequiredService<PersonSignIn>(), scope.GetRequiredService<PeopleStore>(), scope.GetRequiredService<AccountLetters>()));
    }

    private static void AddCookies(IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.TryAddSingleton<DatabaseState>();
        services.AddScoped<SessionCookie>();
        services.AddScoped<PendingSignInCookie>();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme).Configure(static cookie => cookie.EventsType = typeof(PendingSignInCookie));
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<PeopleOptions>>((cookie, people) =>
        {
            cookie.EventsType = typeof(SessionCookie);
            cookie.LoginPath = "/account/sign-in";
            cookie.AccessDeniedPath = "/not-found";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.ExpireTimeSpan = people.Value.SignedInFor;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
        });
    }
}
