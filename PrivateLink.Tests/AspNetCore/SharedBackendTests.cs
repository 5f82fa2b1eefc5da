using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PrivateLink.AspNetCore;
using PrivateLink.Engine.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.AspNetCore;

/// <summary>
/// Two customers' hosts on one backend with one certificate. The engine holds a connection to its TLS server name; what the client says inside TLS
/// only the backend can hold to it.
/// </summary>
public class SharedBackendTests
{
    private const string Megacorp = TestPolicy.Host;
    private const string Globex = "globex.my-saas.io";

    public static TheoryData<string> HttpVersions => ["1.1", "2.0"];

    [Theory, MemberData(nameof(HttpVersions))]
    public async Task Request_AnotherHostThanTheServerName_ReachesTheOtherCustomerWithoutTheCheck(string version)
    {
        await using var backend = await StartAsync(hostCheck: false);
        await using var engine = await StartAsync(backend, sendProxyHeader: false);
        using var client = new LinkClient(engine.Address(), TestPolicy.AwsLink, serverName: Megacorp);

        Assert.Equal((HttpStatusCode.OK, Globex), await AnswerAsync(client, Globex, version));
    }

    [Theory, MemberData(nameof(HttpVersions))]
    public async Task Request_AnotherHostThanTheServerName_Is421WithTheCheck(string version)
    {
        await using var backend = await StartAsync(hostCheck: true);
        await using var engine = await StartAsync(backend, sendProxyHeader: true);
        using var client = new LinkClient(engine.Address(), TestPolicy.AwsLink, serverName: Megacorp);

        Assert.Equal((HttpStatusCode.MisdirectedRequest, ""), await AnswerAsync(client, Globex, version));
        Assert.Contains(backend.Log.GetSnapshot(), line => line.Message.Contains($"Request for {Globex}", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(HttpVersions))]
    public async Task Request_TheHostOfTheServerName_IsServedWithTheCheck(string version)
    {
        await using var backend = await StartAsync(hostCheck: true);
        await using var engine = await StartAsync(backend, sendProxyHeader: true);
        using var client = new LinkClient(engine.Address(), TestPolicy.AwsLink, serverName: Megacorp);

        Assert.Equal((HttpStatusCode.OK, Megacorp), await AnswerAsync(client, Megacorp, version));
        Assert.Equal((HttpStatusCode.OK, "MEGACORP.my-saas.io."), await AnswerAsync(client, "MEGACORP.my-saas.io.:8443", version));
    }

    [Fact]
    public async Task Connect_ServerNameOfTheOtherCustomer_IsDeniedByTheEngine()
    {
        await using var backend = await StartAsync(hostCheck: true);
        await using var engine = await StartAsync(backend, sendProxyHeader: true);
        using var client = new LinkClient(engine.Address(), TestPolicy.AwsLink, serverName: Globex);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => AnswerAsync(client, Globex, "1.1"));

        Assert.IsType<AuthenticationException>(error.InnerException);
        Assert.Equal(Reason.LinkMismatch, (await engine.Sink.NextDecisionAsync()).Reason);
    }

    /// <summary>A service that looks at the host alone to know whose data to show, as one does behind a trusted proxy.</summary>
    private static Task<KestrelBackend> StartAsync(bool hostCheck) => KestrelBackend.StartAsync(
        port =>
        {
            if (hostCheck) port.UsePrivateLinkHeader(options => options.TrustedSources.Add("127.0.0.0/8"));
            port.UseHttps(TestCertificate.Instance);
        },
        app =>
        {
            if (hostCheck) app.UsePrivateLinkHostCheck();
            app.Run(context => context.Response.WriteAsync(context.Request.Host.Host));
        });

    private static async Task<EngineUnderTest> StartAsync(KestrelBackend backend, bool sendProxyHeader)
    {
        var shared = backend.Upstream(sendProxyHeader);
        var engine = await EngineUnderTest.StartAsync();
        engine.Current = TestPolicy.Snapshot(
            TestPolicy.Resource(Megacorp, ResourceMode.Enforce, shared, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service)),
            TestPolicy.Resource(Globex, ResourceMode.Enforce, shared, new LinkGrant(TestPolicy.GcpLink, EngineUnderTest.Service)));
        return engine;
    }

    private static async Task<(HttpStatusCode Status, string Body)> AnswerAsync(LinkClient client, string host, string version)
    {
        using var answer = await client.GetAsync(host, Version.Parse(version), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
