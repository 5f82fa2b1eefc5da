using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Identity.Accounts;

namespace PrivateLink.Tests.Support.People;

/// <summary>A user's browser, as far as sign-in is concerned: requests to the portal's services, with cookies that it keeps.</summary>
internal sealed class PeopleBrowser(IServiceProvider services)
{
    private readonly Dictionary<string, string> _cookies = [];

    public string Address { get; set; } = "192.0.2.7";

    public string Name { get; init; } = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36";

    /// <summary>Sends one request and keeps its cookies.</summary>
    public async Task<TAnswer> AskAsync<TAnswer>(Func<IServiceProvider, Task<TAnswer>> request)
    {
        await using var scope = services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Scheme = "http";
        http.Request.Host = new("localhost");
        http.Request.Headers.UserAgent = Name;
        http.Request.Headers.Origin = "http://localhost";
        http.Request.Headers.Cookie = string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        http.Connection.RemoteIpAddress = IPAddress.Parse(Address);
        services.GetRequiredService<IHttpContextAccessor>().HttpContext = http;

        var authenticated = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (authenticated.Principal is { } principal) http.User = principal;
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Become(http.Features.Get<SignedIn>());
        var answer = await request(scope.ServiceProvider);
        foreach (var header in http.Response.Headers.SetCookie) Keep(header!.Split(';')[0]);
        return answer;
    }

    public Task<SignInOutcome> SignInAsync(string email, string password) => WithSignInsAsync(signIns => signIns.PasswordAsync(email, password, remember: false));

    public Task<SignInOutcome> CodeAsync(string code) => WithSignInsAsync(signIns => signIns.CodeAsync(code, remember: false));

    public async Task<SignInOutcome> SignInAsync(SoftwarePasskey passkey)
    {
        var options = await WithSignInsAsync(signIns => signIns.PasskeyOptionsAsync());
        return await WithSignInsAsync(signIns => signIns.PasskeyAsync(passkey.Get(options)));
    }

    /// <summary>The user of the browser's cookie.</summary>
    public Task<SignedIn?> SignedInAsync() => AskAsync(request => Task.FromResult(request.GetRequiredService<CurrentCaller>().SignedIn));

    /// <summary>Lets the signed-in user change their own sign-in methods.</summary>
    public Task<TAnswer> FactorsAsync<TAnswer>(Func<OwnFactors, Caller, Task<TAnswer>> act) => AskAsync(request =>
        act(request.GetRequiredService<OwnFactors>(), request.GetRequiredService<CurrentCaller>().Account));

    private Task<TAnswer> WithSignInsAsync<TAnswer>(Func<SignIns, Task<TAnswer>> act) => AskAsync(request => act(request.GetRequiredService<SignIns>()));

    private void Keep(string cookie)
    {
        var (name, value) = cookie.Split('=', 2) is [var left, var right] ? (left, right) : (cookie, "");
        if (value.Length > 0) _cookies[name] = value;
        else _cookies.Remove(name);
    }
}
