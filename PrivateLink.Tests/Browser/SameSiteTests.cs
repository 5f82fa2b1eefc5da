using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>
/// A page on another origin of the same site, in a signed-in user's browser. Its requests carry the cookie, but are refused because of their
/// <c>Origin</c>.
/// </summary>
[Collection(nameof(PortalInBrowser))]
public class SameSiteTests(PortalInBrowser portal)
{
    private const string Password = "violet anchor ripples home";

    /// <summary>Opens a circuit's connection as Blazor's script does, and returns the result.</summary>
    private const string OpenCircuit = """
        portal => new Promise(done => {
            const socket = new WebSocket(portal.replace(/^http/, "ws") + "/_blazor");
            socket.onopen = () => socket.send('{"protocol":"blazorpack","version":1}\u001e');
            socket.onmessage = () => done("taken");
            socket.onerror = () => done("refused");
            socket.onclose = () => done("refused");
        })
        """;

    private const string SubmitForm = "action => { const form = document.createElement('form'); form.method = 'post'; form.action = action; document.body.append(form); form.submit() }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Another program on this machine: cookies are shared across ports.</summary>
    [Fact]
    public async Task Page_OnAnotherPortOfThisMachine_GetsNeitherCircuitNorForm()
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/");

        await AttackAsync(window, "http://127.0.0.1");
    }

    /// <summary>A customer's own host under the registrable domain of an HTTPS portal, whose cookie belongs only to its host.</summary>
    [Fact]
    public async Task Page_OnASiblingHostOverHttps_GetsNeitherCircuitNorForm()
    {
        var certificate = Path.GetTempFileName();
        await File.WriteAllTextAsync(certificate, TestCertificate.Pem, Cancel);
        var port = FreePort.Next().Port;
        var address = $"https://privatelink.my-saas.io:{port}";
        await using var own = await PortalProcess.StartEmptyAsync(
            $"--Portal:Url=https://127.0.0.1:{port}", $"--Portal:PublicUrl={address}",
            $"--Kestrel:Certificates:Default:Path={certificate}", $"--Kestrel:Certificates:Default:KeyPath={certificate}");
        File.Delete(certificate);
        await using var window = await portal.OpenAsync(visitor: Visitor.Stranger, host: "privatelink.my-saas.io", at: own.Url);
        var page = window.Page;
        await page.GotoAsync(await own.WayInAsync("Setup"));
        await page.GetByLabel("Your name").FillAsync("Ada Admin");
        await page.GetByLabel("Email address").FillAsync("ada@my-saas.example");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.PressAsync("Create account");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Authenticator app" })).ToBeVisibleAsync();
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync();
        Assert.Contains(await page.Context.CookiesAsync(), cookie => cookie.Name == "__Host-PrivateLink.Identity.Application");

        await AttackAsync(window, "https://megacorp.my-saas.io");

        // Over HTTP/2 a WebSocket begins with a CONNECT.
        Assert.Matches("Refused: (GET|CONNECT) /_blazor from a page at 'https://megacorp.my-saas.io:", own.Output);
        Assert.Contains("Refused: POST /account/sign-out from a page at 'https://megacorp.my-saas.io:", own.Output, StringComparison.Ordinal);
    }

    private static async Task AttackAsync(WatchedPage window, string host)
    {
        var page = window.Page;
        var address = new Uri(page.Url).GetLeftPart(UriPartial.Authority);
        Assert.Equal("taken", await page.EvaluateAsync<string>(OpenCircuit, address));

        await using var attacker = await ServeAsync(new Uri(host).Scheme);
        await page.GotoAsync($"{host}:{new Uri(attacker.Urls.Single()).Port}/");
        Assert.Equal("refused", await page.EvaluateAsync<string>(OpenCircuit, address));

        // In a separate window, which the portal's headers isolate from the attacker's.
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        var form = await other.RunAndWaitForResponseAsync(
            () => other.EvaluateAsync(SubmitForm, $"{address}/account/sign-out"),
            response => response.Url.EndsWith("/account/sign-out", StringComparison.Ordinal));
        Assert.Equal((int)HttpStatusCode.Forbidden, form.Status);
        Assert.Contains("Identity.Application=", (await form.Request.AllHeadersAsync()).GetValueOrDefault("cookie", ""), StringComparison.Ordinal);
        await other.CloseAsync();

        // It may link to the portal, whose page opens with the visitor signed in.
        await page.EvaluateAsync("portal => { location = portal }", address);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync();
    }

    private static async Task<WebApplication> ServeAsync(string scheme)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls($"{scheme}://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = TestCertificate.Instance));
        var attacker = builder.Build();
        attacker.Run(http =>
        {
            http.Response.ContentType = "text/html";
            return http.Response.WriteAsync("<!doctype html><title>A page on the same site</title>");
        });
        await attacker.StartAsync(Cancel);
        return attacker;
    }
}
