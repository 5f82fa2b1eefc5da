using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>The whole portal on a real socket, in the tests' own process, with users who signed in from another address. One per test class.</summary>
public sealed partial class RunningPortal : IAsyncLifetime
{
    /// <summary>The address at which all users signed in. Requests come from this machine.</summary>
    public const string SignedInAt = "198.51.100.9";

    private readonly SqliteTestDatabase _database = new();
    private readonly RecordedLog _log = new();

    /// <summary>Not beside the database: a policy there would keep the databases of other tests from being created.</summary>
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-running-");

    public WebApplication App { get; private set; } = null!;

    public IServiceProvider Services => App.Services;

    internal PeopleWorld People { get; private set; } = null!;

    internal RecordedLog Log => _log;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        People = new PeopleWorld(_database, TimeProvider.System);
        await People.SeedAsync();
        App = Program.Build(
        [
            "--Portal:Url=http://127.0.0.1:0", $"--Database:Path={_database.Path}", "--Engine:Listeners:public:Bind=127.0.0.1:0", "--Engine:Listeners:public:ProxyProtocol=Off",
            "--Logging:Console:LogLevel:Default=None", "--Web:AttemptsPerAddress=1000", $"--contentRoot={Repository.Portal}",
            $"--Policy:Folder={_folder.FullName}/policy", $"--Records:Folder={_folder.FullName}/records",
        ]);
        Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
        App.MapGet(Refusing, static () => { throw new NotPermittedException(Permission.ViewAudit); });
        App.Urls.Add("http://127.0.0.1:0");
        await App.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await People.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A route added by the tests, on which a service refuses to read.</summary>
    public const string Refusing = "/refusing-to-read";

    /// <summary>Creates a signed-in user with the browser's requests.</summary>
    internal async Task<Person> SignInAsync(CompanyRole? company = null, params (Tenant Tenant, TenantRole Role)[] tenants)
    {
        var person = await People.PersonAsync($"{Guid.NewGuid():N}@people.example", company, tenants);
        var (session, stamp) = await People.SignInAsync(person, DateTime.UtcNow);
        await using var context = _database.CreateDbContext();
        await context.PersonSessions.Where(row => row.Id == session).ExecuteUpdateAsync(set => set.SetProperty(row => row.Address, SignedInAt), Cancel);
        return new(new Uri(App.Urls.Single()), CookieOf(person, session, stamp)) { Id = person.Id, Session = session };
    }

    /// <summary>A visitor who has not signed in.</summary>
    internal Person Stranger() => new(new Uri(App.Urls.Single()), cookie: null);

    /// <summary>The entries of one person.</summary>
    internal async Task<List<AuditEntry>> EntriesOfAsync(Person person)
    {
        await using var context = _database.CreateDbContext();
        return await context.AuditEntries.AsNoTracking().Where(entry => entry.ActorId == person.Id).OrderBy(entry => entry.Sequence).ToListAsync(Cancel);
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var context = _database.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync(sql, Cancel);
    }

    /// <summary>A cookie that the portal itself has made.</summary>
    private string CookieOf(PortalUser person, Guid session, string stamp)
    {
        var options = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var claims = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, $"{person.Id}"), new Claim(ClaimTypes.Name, person.Email!),
                new Claim(PersonClaims.Session, $"{session}"), new Claim(PersonClaims.Stamp, stamp),
            ],
            IdentityConstants.ApplicationScheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(new ClaimsPrincipal(claims), IdentityConstants.ApplicationScheme))}";
    }

    /// <summary>A browser that keeps its cookies, follows no redirects, and takes a form's token from its page.</summary>
    internal sealed partial class Person : IDisposable
    {
        private readonly HttpClient _browser;

        public Person(Uri portal, string? cookie)
        {
            var cookies = new CookieContainer();
            if (cookie is not null) cookies.SetCookies(portal, cookie);
            _browser = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = portal };
        }

        public Guid Id { get; init; }

        public Guid Session { get; init; }

        public void Dispose() => _browser.Dispose();

        public async Task<(int Status, string Text)> GetAsync(string path)
        {
            using var answer = await _browser.GetAsync(path, Cancel);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }

        /// <summary>Posts a form.</summary>
        /// <param name="path">The form's address.</param>
        /// <param name="page">The page that supplies the token; null for no token.</param>
        /// <param name="fields">The other fields.</param>
        public async Task<(int Status, string Text)> PostAsync(string path, string? page, params (string Name, string Value)[] fields)
        {
            var form = fields.ToDictionary(field => field.Name, field => field.Value);
            if (page is not null) form["__RequestVerificationToken"] = WebUtility.HtmlDecode(Token().Match((await GetAsync(page)).Text).Groups[1].Value);
            using var content = new FormUrlEncodedContent(form);
            using var answer = await _browser.PostAsync(path, content, Cancel);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }

        [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
        private static partial Regex Token();
    }
}
