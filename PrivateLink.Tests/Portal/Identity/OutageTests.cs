using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

/// <summary>While the database is unavailable, a signed-in user immediately sees why, instead of an empty error.</summary>
public sealed partial class OutageTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-outage-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyPage_DatabaseAway_SaysSo(bool isKnown)
    {
        await using var portal = await StartAsync();
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.Urls.Single()) };
        browser.DefaultRequestHeaders.Add("Cookie", CookieOf(portal.Services, Guid.NewGuid(), "stamp"));

        _database.Break();
        if (isKnown) portal.Services.GetRequiredService<DatabaseState>().Become(new("It is away.", "it cannot be reached", IsAway: true, DateTimeOffset.UtcNow));
        using var answer = await browser.GetAsync("/", Cancel);
        using var live = await browser.GetAsync("/livez", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Contains("The database does not answer", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        _database.Repair();
    }

    /// <summary>A full disk or a lock prevents saving but not reading.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("/account")]
    [InlineData("/account/password")]
    [InlineData("/account/passkeys")]
    [InlineData("/account/sessions")]
    [InlineData("/account/authenticator")]
    [InlineData("/account/mail")]
    public async Task AnyPage_DatabaseTakesNothing_IsShown(string path)
    {
        await using var portal = await StartAsync();
        using var browser = await SignInAsync(portal);
        await TakeNothingAsync();

        using var answer = await browser.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Public pages say why sign-in is not possible, without naming a file or a server.</summary>
    [Theory]
    [InlineData("/account/sign-in", true)]
    [InlineData("/account/sign-in", false)]
    [InlineData("/account/forgotten", true)]
    [InlineData("/account/invitation", true)]
    [InlineData("/account/reset", true)]
    [InlineData("/handover", true)]
    [InlineData("/setup", false)]
    [InlineData("/not-found", true)]
    public async Task PageForAnyone_DatabaseInTrouble_SaysWhySinceWhenAndWhatGoesOn(string path, bool isAway)
    {
        await using var portal = await StartAsync();
        using var browser = await SignInAsync(portal);
        var state = portal.Services.GetRequiredService<DatabaseState>();
        state.Become(new("The file /data/portal.db is full.", "its disk is full", isAway, new DateTimeOffset(2026, 3, 1, 10, 2, 0, TimeSpan.Zero)));
        using var stranger = new HttpClient { BaseAddress = browser.BaseAddress };
        stranger.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var atTheMachine = new HttpClient { BaseAddress = browser.BaseAddress };

        foreach (var visitor in (HttpClient[])[stranger, browser, atTheMachine])
        {
            using var answer = await visitor.GetAsync(path, Cancel);
            var text = await answer.Content.ReadAsStringAsync(Cancel);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("its disk is full", text, StringComparison.Ordinal);
            Assert.Contains("2026-03-01T10:02:00", text, StringComparison.Ordinal);
            Assert.Contains("Connections are still decided, by revision", text, StringComparison.Ordinal);
            if (visitor == stranger) Assert.DoesNotContain("/data/portal.db", text, StringComparison.Ordinal);
            if (visitor == atTheMachine) Assert.Contains("/data/portal.db", text, StringComparison.Ordinal);
        }
    }

    /// <summary>A load balancer and a stranger learn that it fails; a person at the machine, which folder to free.</summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData("203.0.113.7", false)]
    public async Task Readiness_DatabaseInTrouble_NamesFilesAtTheMachineOnly(string? forwardedFor, bool isNamed)
    {
        await using var portal = await StartAsync();
        using var asker = new HttpClient { BaseAddress = new Uri(portal.Urls.Single()) };
        if (forwardedFor is not null) asker.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        _database.Break();

        using var answer = await asker.GetAsync("/readyz/portal", Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        _database.Repair();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.StartsWith("Unhealthy: the database does not answer", text, StringComparison.Ordinal);
        Assert.Equal(isNamed, text.Contains("The SQLite database could not be used", StringComparison.Ordinal));
    }

    /// <summary>The cookie works again once the database does.</summary>
    [Fact]
    public async Task SignInPage_DatabaseAway_KeepsTheCookie()
    {
        await using var portal = await StartAsync();
        using var browser = await SignInAsync(portal);
        portal.Services.GetRequiredService<DatabaseState>().Become(new("It is away.", "it cannot be reached", IsAway: true, DateTimeOffset.UtcNow));

        using var answer = await browser.GetAsync("/account/sign-in", Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie => cookie.Contains("Identity.Application", StringComparison.Ordinal));
    }

    /// <summary>Forms need a key, which is a row. The portal creates it at start, not on the first visit.</summary>
    [Fact]
    public async Task SignInPage_FirstVisitWhileTheDatabaseTakesNothing_HasItsForm()
    {
        await using var portal = Build();
        Assert.Null(await portal.Services.GetRequiredService<FirstPolicy>().BringIntoForceAsync(Cancel));
        portal.Urls.Add("http://127.0.0.1:0");
        await portal.StartAsync(Cancel);
        await TakeNothingAsync();

        using var browser = new HttpClient { BaseAddress = new Uri(portal.Urls.Single()) };
        Assert.Matches(FormToken(), await browser.GetStringAsync("/account/sign-in", Cancel));
    }

    [Fact]
    public async Task SignOut_DatabaseTakesNothing_ForgetsTheCookieAndSaysThatTheSessionIsOpen()
    {
        await using var portal = await StartAsync();
        using var browser = await SignInAsync(portal);
        using var page = await browser.GetAsync("/account/sessions", Cancel);
        var token = FormToken().Match(await page.Content.ReadAsStringAsync(Cancel)).Groups[1].Value;
        browser.DefaultRequestHeaders.Add("Cookie", page.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("PrivateLink.Forms=", StringComparison.Ordinal)).Split(';')[0]);
        await TakeNothingAsync();

        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var answer = await browser.PostAsync("/account/sign-out", form, Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.StartsWith("You are signed out in this browser.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("Identity.Application=;", StringComparison.Ordinal));
    }

    /// <summary>A link that stays valid is whole. Only the error says what to do.</summary>
    [Theory]
    [InlineData(true, "The link stays valid")]
    [InlineData(false, "This link was already used")]
    public async Task DemonstrationLink_Refused_SaysWhatToDoOnce(bool isGood, string why)
    {
        await using var portal = await StartAsync([.. PortalProcess.DemonstrationAt(connectionsPerSecond: 0)]);
        var links = await portal.Services.GetRequiredService<DemoPeople>().LinksAsync(Cancel);
        using var browser = new HttpClient { BaseAddress = new Uri(portal.Urls.Single()) };
        var form = FormToken().Match(await browser.GetStringAsync("/demonstration", Cancel)).Groups[1].Value;
        await TakeNothingAsync();

        async Task<string> OpenAsync(string token)
        {
            using var body = new FormUrlEncodedContent([new("__RequestVerificationToken", form), new("_handler", "demonstration"), new("Form.Token", token)]);
            using var answer = await browser.PostAsync("/demonstration", body, Cancel);
            return await answer.Content.ReadAsStringAsync(Cancel);
        }

        var refused = await OpenAsync(isGood ? links[0].Link.Split('#')[1] : "another");
        Assert.Contains(why, refused, StringComparison.Ordinal);
        Assert.DoesNotContain("Open the whole link", refused, StringComparison.Ordinal);
        Assert.Contains("Open the whole link", await OpenAsync(""), StringComparison.Ordinal);
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    private WebApplication Build(params string[] more) => Program.Build(
    [
        "--Portal:Url=http://127.0.0.1:0", $"--Database:Path={_database.Path}", $"--Policy:Folder={_folder.FullName}", "--Demonstration:Enabled=false",
        "--Engine:Listeners:public:Bind=127.0.0.1:0", "--Engine:Listeners:public:ProxyProtocol=Off",
        "--Logging:LogLevel:Default=None", "--Logging:LogLevel:PrivateLink=None", $"--contentRoot={Repository.Portal}", .. more,
    ]);

    private async Task<WebApplication> StartAsync(params string[] more)
    {
        var portal = Build(more);
        portal.Urls.Add("http://127.0.0.1:0");
        await portal.StartAsync(Cancel);
        return portal;
    }

    /// <summary>The browser of a user who was last active two minutes ago.</summary>
    private async Task<HttpClient> SignInAsync(WebApplication portal)
    {
        await using var world = new PeopleWorld(_database, TimeProvider.System);
        var person = await world.PersonAsync("ada@my-saas.example", CompanyRole.Operator);
        var (session, stamp) = await world.SignInAsync(person, DateTime.UtcNow.AddMinutes(-2));
        var browser = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.Urls.Single()) };
        browser.DefaultRequestHeaders.Add("Cookie", CookieOf(portal.Services, session, stamp));
        return browser;
    }

    private async Task TakeNothingAsync()
    {
        await using var context = _database.CreateDbContext();
        await context.Database.ExecuteSqlAsync($"CREATE TRIGGER noKey BEFORE INSERT ON DataProtectionKeys BEGIN SELECT RAISE(ABORT, 'nothing is taken'); END", Cancel);
        await context.Database.ExecuteSqlAsync($"CREATE TRIGGER noSession BEFORE UPDATE ON PersonSessions BEGIN SELECT RAISE(ABORT, 'nothing is taken'); END", Cancel);
        await context.Database.ExecuteSqlAsync($"CREATE TRIGGER noNewSession BEFORE INSERT ON PersonSessions BEGIN SELECT RAISE(ABORT, 'nothing is taken'); END", Cancel);
        await context.Database.ExecuteSqlAsync($"CREATE TRIGGER noToken BEFORE INSERT ON PersonTokens BEGIN SELECT RAISE(ABORT, 'nothing is taken'); END", Cancel);
    }

    /// <summary>A cookie that the portal itself has made.</summary>
    private static string CookieOf(IServiceProvider services, Guid session, string stamp)
    {
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var person = new ClaimsIdentity([new Claim(PersonClaims.Session, session.ToString()), new Claim(PersonClaims.Stamp, stamp)], IdentityConstants.ApplicationScheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(new ClaimsPrincipal(person), IdentityConstants.ApplicationScheme))}";
    }
}
