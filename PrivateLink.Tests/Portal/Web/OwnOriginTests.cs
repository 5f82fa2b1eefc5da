using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateLink.Portal.Web;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Web;

/// <summary>Servers with the portal's protection: one with a public name behind a proxy, and one on this machine.</summary>
public sealed class OwnOriginTests : IAsyncLifetime
{
    private const string Public = "https://privatelink.my-saas.io";

    private WebApplication _public = null!;
    private WebApplication _local = null!;

    // An empty cell means that the header is not sent.
    private static readonly TextTable Requests = new("""
        asks            | origin                              | site        | mode     | dest     | answer
        GET             |                                     |             |          |          | 200
        GET             |                                     | none        | navigate |          | 200
        GET             |                                     | same-origin | cors     |          | 200
        GET             |                                     | same-site   | navigate |          | 200
        GET             |                                     | cross-site  | navigate |          | 200
        GET             |                                     | same-site   | navigate | document | 200
        GET             |                                     | same-site   | navigate | iframe   | 403
        GET             |                                     | same-site   | navigate | object   | 403
        GET             |                                     | same-site   | navigate | embed    | 403
        GET             |                                     | cross-site  | navigate | document | 200
        GET             |                                     | cross-site  | navigate | iframe   | 403
        GET             |                                     | cross-site  | navigate | object   | 403
        GET             |                                     | cross-site  | navigate | embed    | 403
        GET             |                                     | same-site   | no-cors  |          | 403
        GET             |                                     | cross-site  | websocket |          | 403
        GET             | https://megacorp.my-saas.io         | same-site   | cors     |          | 403
        POST            | https://privatelink.my-saas.io      | same-origin | navigate |          | 200
        POST            | HTTPS://PrivateLink.My-SaaS.io      |             |          |          | 200
        POST            |                                     | same-origin | cors     |          | 200
        POST            |                                     |             |          |          | 200
        POST            |                                     | same-site   | navigate |          | 403
        POST            |                                     | cross-site  | navigate |          | 403
        POST            |                                     | none        | navigate |          | 200
        POST            | null                                | same-origin | navigate |          | 403
        POST            | https://megacorp.my-saas.io         |             |          |          | 403
        POST            | http://privatelink.my-saas.io       |             |          |          | 403
        POST            | https://privatelink.my-saas.io:8443 |             |          |          | 403
        POST            | https://privatelink.my-saas.io.evil.example |     |          |          | 403
        POST            | https://a.privatelink.my-saas.io    |             |          |          | 403
        POST            | https://localhost                   |             |          |          | 403
        PUT             | https://megacorp.my-saas.io         |             |          |          | 403
        DELETE          | https://megacorp.my-saas.io         |             |          |          | 403
        PATCH           | https://megacorp.my-saas.io         |             |          |          | 403
        OPTIONS         | https://megacorp.my-saas.io         |             |          |          | 403
        WebSocket       | https://privatelink.my-saas.io      | same-origin | websocket |          | 200
        WebSocket       |                                     |             |          |          | 403
        WebSocket       |                                     | same-origin | websocket |          | 403
        WebSocket       | https://megacorp.my-saas.io         | same-site   | websocket |          | 403
        WebSocket       | null                                |             |          |          | 403
        """);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, string, string, int> Rows()
    {
        var rows = new TheoryData<string, string, string, string, string, int>();
        foreach (var row in Requests.Rows) rows.Add(row[0], row[1], row[2], row[3], row[4], int.Parse(row[5], System.Globalization.CultureInfo.InvariantCulture));
        return rows;
    }

    public async ValueTask InitializeAsync()
    {
        _public = await StartAsync($"--Portal:PublicUrl={Public}", "--Web:TrustedProxies:0=127.0.0.1");
        _local = await StartAsync();
        _local.Services.GetRequiredService<PortalAddress>().Listens(_local.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        await _public.DisposeAsync();
        await _local.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Request_IsAnsweredOnlyToThePortalsOwnPages(string asks, string origin, string site, string mode, string dest, int answer) =>
        Assert.Equal(answer, await AskAsync(_public, asks, ("Origin", origin), ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", dest), ("X-Forwarded-Proto", "https")));

    /// <summary>On this machine, users reach it by any of its names. Other ports belong to other programs, whose pages get the same cookies.</summary>
    [Theory]
    [InlineData("http://127.0.0.1:{port}", 200)]
    [InlineData("http://localhost:{port}", 200)]
    [InlineData("http://[::1]:{port}", 200)]
    [InlineData("https://localhost:{port}", 403)]
    [InlineData("http://localhost", 403)]
    [InlineData("http://localhost:3000", 403)]
    [InlineData("http://evil.localhost:{port}", 403)]
    [InlineData("http://127.0.0.2:{port}", 403)]
    [InlineData(Public, 403)]
    public async Task Request_OnThisMachine_TakesItsNamesWithTheOnePort(string origin, int answer)
    {
        origin = origin.Replace("{port}", $"{new Uri(_local.Urls.Single()).Port}", StringComparison.Ordinal);

        Assert.Equal((answer, answer), (await AskAsync(_local, "POST", ("Origin", origin)), await AskAsync(_local, "WebSocket", ("Origin", origin))));
    }

    [Fact]
    public async Task Request_WithTwoOrigins_IsRefused() =>
        Assert.Equal(403, await AskAsync(_public, "POST", ("Origin", Public), ("Origin", "https://megacorp.my-saas.io")));

    /// <summary>The refusal tells an operator who set up a proxy without <c>Portal:PublicUrl</c> what to do.</summary>
    [Fact]
    public async Task Refusal_SaysWhereThePortalIsAndLeavesALine()
    {
        using var client = new HttpClient { BaseAddress = new Uri(_public.Urls.Single()), DefaultRequestHeaders = { { "Origin", "https://megacorp.my-saas.io" } } };

        using var answer = await client.PostAsync("/", content: null, Cancel);

        Assert.Equal($"Refused: this request does not come from one of the portal's own pages. Open the portal at {Public}\n", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        var line = Assert.Single(_public.Services.GetFakeLogCollector().GetSnapshot(), record => record.Id.Id == 2320);
        Assert.Equal("Refused: POST / from a page at 'https://megacorp.my-saas.io', which is not the portal's own address; asked by 127.0.0.1", line.Message);
    }

    /// <summary>A client that sends any number of requests cannot fill the log.</summary>
    [Fact]
    public async Task Refusals_InARush_LeaveTenLines()
    {
        for (var number = 0; number < 12; number++) Assert.Equal(403, await AskAsync(_local, "POST", ("Origin", $"https://{number}.example")));

        Assert.Equal(10, _local.Services.GetFakeLogCollector().GetSnapshot().Count(record => record.Id.Id == 2320));
    }

    private static async Task<WebApplication> StartAsync(params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.Logging.AddFakeLogging();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.AddPortalWeb();
        var app = builder.Build();
        app.UsePortalWeb();
        app.Run(http => http.Response.WriteAsync("the portal"));
        await app.StartAsync(Cancel);
        return app;
    }

    private static async Task<int> AskAsync(WebApplication app, string asks, params (string Name, string Value)[] headers)
    {
        var isWebSocket = asks == "WebSocket";
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(new HttpMethod(isWebSocket ? "GET" : asks), "/_blazor");
        foreach (var (name, value) in headers)
            if (value.Length > 0) request.Headers.TryAddWithoutValidation(name, value);
        if (isWebSocket)
        {
            request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        }

        using var answer = await client.SendAsync(request, Cancel);
        return (int)answer.StatusCode;
    }
}
