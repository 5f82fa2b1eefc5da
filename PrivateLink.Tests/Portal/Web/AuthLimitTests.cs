using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using PrivateLink.Portal.Web;
using Xunit;

namespace PrivateLink.Tests.Portal.Web;

/// <summary>A server with the portal's protection and one form.</summary>
public sealed class AuthLimitTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(
        [
            "--Web:TrustedProxies:0=127.0.0.1", "--Web:AttemptsPerAddress=3", "--Web:AttemptsPerAccount=5", "--Web:LargestRequest=65536",
        ]);
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0)); // the portal takes its addresses only from Portal:Url
        builder.AddPortalWeb();
        _app = builder.Build();
        _app.UsePortalWeb();
        _app.MapMethods("/sign-in", ["GET", "POST"], (HttpContext http) => $"{http.Connection.RemoteIpAddress} {http.Request.Scheme}")
            .WithMetadata(new EnableRateLimitingAttribute(AuthLimits.Policy));
        _app.MapPost("/other", async (HttpContext http) => await http.Request.ReadFormAsync());
        await _app.StartAsync(Cancel);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Attempts_FromOneAddress_EndAtTheLimit()
    {
        for (var attempt = 1; attempt <= 3; attempt++) Assert.Equal(HttpStatusCode.OK, (await TryAsync("192.0.2.1", $"{attempt}@example.com")).StatusCode);

        using var refused = await TryAsync("192.0.2.1", "4@example.com");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("60", refused.Headers.GetValues("Retry-After").Single());
        Assert.Equal("Too many attempts. Wait a minute, then try again.\n", await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, (await TryAsync("192.0.2.2", "4@example.com")).StatusCode);
    }

    [Fact]
    public async Task Attempts_OnOneAccountFromEverywhere_EndAtTheLimit()
    {
        for (var attempt = 1; attempt <= 5; attempt++) Assert.Equal(HttpStatusCode.OK, (await TryAsync($"192.0.2.{attempt}", "ada@example.com")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync("192.0.2.6", " ADA@example.com")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await TryAsync("192.0.2.6", "eve@example.com")).StatusCode);
    }

    /// <summary>A form with two account names could be counted for one account and tried on the other.</summary>
    [Theory]
    [InlineData("Input.Email", "Input.Email")]
    [InlineData("A.Email", "Input.Email")]
    public async Task Attempt_ThatNamesTwoAccounts_IsRefused(string first, string second)
    {
        using var content = new FormUrlEncodedContent([new(first, "decoy@example.com"), new(second, "ada@example.com")]);

        Assert.Equal(HttpStatusCode.BadRequest, (await _client.PostAsync("/sign-in", content, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Attempt_WithABrokenForm_IsRefused()
    {
        using var content = new ByteArrayContent("nonsense"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");

        Assert.Equal(HttpStatusCode.BadRequest, (await _client.PostAsync("/sign-in", content, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Attempts_FromOneNetworkOfIPv6_AreOneCustomers()
    {
        for (var attempt = 1; attempt <= 3; attempt++) await TryAsync($"2001:db8::{attempt}", $"{attempt}@example.com");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync("2001:db8::ffff", "4@example.com")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await TryAsync("2001:db8:1::1", "4@example.com")).StatusCode);
    }

    [Fact]
    public async Task Reading_IsNeverCounted()
    {
        for (var attempt = 1; attempt <= 10; attempt++) Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/sign-in", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Request_LargerThanAllowed_IsRefused()
    {
        using var content = new ByteArrayContent(new byte[100_000]);
        content.Headers.ContentType = new("application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _client.PostAsync("/other", content, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1 https")]
    [InlineData("198.51.100.9, 192.0.2.1", "192.0.2.1 https")] // values the client itself sent are not trusted
    public async Task ForwardedHeaders_OfAConfiguredProxy_AreBelievedUpToTheFirstStranger(string forwarded, string seen) =>
        Assert.Equal(seen, await (await TryAsync(forwarded, "ada@example.com")).Content.ReadAsStringAsync(Cancel));

    [Fact]
    public async Task ForwardedHeaders_WithoutConfiguredProxies_AreIgnored()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.AddPortalWeb();
        await using var app = builder.Build();
        app.UsePortalWeb();
        app.MapGet("/", (HttpContext http) => $"{http.Connection.RemoteIpAddress} {http.Request.Scheme}");
        await app.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), DefaultRequestHeaders = { { "X-Forwarded-For", "192.0.2.1" }, { "X-Forwarded-Proto", "https" } } };

        Assert.Equal("127.0.0.1 http", await client.GetStringAsync("/", Cancel));
    }

    private async Task<HttpResponseMessage> TryAsync(string address, string email)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent([new("Input.Email", email), new("Input.Password", "secret")]),
            Headers = { { "X-Forwarded-For", address }, { "X-Forwarded-Proto", string.Join(", ", address.Split(',').Select(_ => "https")) } },
        };
        return await _client.SendAsync(request, Cancel);
    }
}
