using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

/// <summary>While the database is away a person who has signed in reads why, at once, instead of an empty error.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyPage_DatabaseAway_SaysSo(bool isKnown)
    {
        await using var portal = Program.Build(
        [
            "--Portal:Url=http://127.0.0.1:0", $"--Database:Path={_database.Path}", "--Engine:Listeners:public:Bind=127.0.0.1:0", "--Engine:Listeners:public:ProxyProtocol=Off",
            "--Logging:LogLevel:Default=None", "--Logging:LogLevel:PrivateLink=None", $"--contentRoot={Repository.Portal}",
        ]);
        await portal.StartAsync(Cancel);
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.Urls.Single()) };
        browser.DefaultRequestHeaders.Add("Cookie", CookieOf(portal.Services));

        _database.Break();
        if (isKnown) portal.Services.GetRequiredService<DatabaseState>().Become("It is away.", readOnly: null);
        using var answer = await browser.GetAsync("/", Cancel);
        using var live = await browser.GetAsync("/livez", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Contains("The database does not answer", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        _database.Repair();
    }

    /// <summary>A cookie that the portal itself has made.</summary>
    private static string CookieOf(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var person = new ClaimsIdentity([new Claim(PersonClaims.Session, Guid.NewGuid().ToString()), new Claim(PersonClaims.Stamp, "stamp")], IdentityConstants.ApplicationScheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(new ClaimsPrincipal(person), IdentityConstants.ApplicationScheme))}";
    }
}
