using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PrivateLink.Portal.Commands;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Commands;

public class HealthCheckCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://127.0.0.1:7400", "http://127.0.0.1:7400/livez")]
    [InlineData("http://0.0.0.0:7400", "http://127.0.0.1:7400/livez")]
    [InlineData("http://[::]:7400", "http://127.0.0.1:7400/livez")]
    [InlineData("https://*:443", "https://127.0.0.1/livez")]
    [InlineData("https://+", "https://127.0.0.1/livez")]
    [InlineData("http://[::1]:7400", "http://[::1]:7400/livez")]
    [InlineData("https://privatelink-my-saas.io:7443", "https://privatelink-my-saas.io:7443/livez")]
    public void AddressOf_AUrl_IsOneThatThePortalAnswersAt(string url, string address) => Assert.Equal(new Uri(address), HealthCheckCommand.AddressOf(url, "/livez"));

    [Theory]
    [InlineData(StatusCodes.Status200OK, true)]
    [InlineData(StatusCodes.Status503ServiceUnavailable, false)]
    [InlineData(StatusCodes.Status302Found, false)]
    public async Task Ask_APortal_SaysWhatItSaid(int status, bool isHealthy)
    {
        await using var portal = await KestrelBackend.StartAsync(static _ => { }, app => app.Run(http =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync($"{http.Request.Path} of {http.Request.Host.Host}\n", http.RequestAborted);
        }));

        Assert.Equal((isHealthy, "/readyz/proxy of 127.0.0.1"), await HealthCheckCommand.AskAsync(HealthCheckCommand.AddressOf($"http://{portal.Address}", "/readyz/proxy"), Cancel));
    }

    [Fact]
    [Needs(Needs.Process)]
    public async Task Verb_NoPortal_EndsWithOne()
    {
        var result = await PortalProcess.RunAsync("healthcheck", $"--Portal:Url=http://{FreePort.Next()}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("does not answer", result.Error, StringComparison.Ordinal);
    }
}
