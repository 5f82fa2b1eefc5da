using System.Net;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

/// <summary>The portal as a process: it starts with one command, answers, and ends cleanly when it is told to.</summary>
public class PortalProcessTests
{
    [Fact]
    public async Task Portal_StartedAndTerminated_AnswersAndEndsCleanly()
    {
        await using var portal = await PortalProcess.StartAsync(connectionsPerSecond: 20);
        using var client = new HttpClient { BaseAddress = portal.Url };

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/livez"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/readyz/proxy"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/readyz/portal"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "/no-such-page"));

        Assert.Equal(0, await portal.TerminateAsync());
        Assert.All(["fail:", "crit:", "Unhandled exception", "   at "], word => Assert.DoesNotContain(word, portal.Output, StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
