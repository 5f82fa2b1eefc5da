using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PrivateLink.AspNetCore;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.TwoCustomers;

namespace PrivateLink.Tests.AspNetCore;

/// <summary>
/// Two customers' hosts on one backend with one certificate. The engine checks the TLS server name; only the backend can check the host that the
/// client names inside TLS.
/// </summary>
public class SharedBackendTests
{
    public static TheoryData<string> HttpVersions => ["1.1", "2.0"];

    [Theory, MemberData(nameof(HttpVersions))]
    public async Task Request_AnotherHostThanTheServerName_ReachesTheOtherCustomerWithoutTheCheck(string version)
    {
        await using var backend = await StartAsync(hostCheck: false);
        await using var engine = await TwoCustomers.StartAsync(backend.Upstream(sendProxyHeader: false));

        Assert.Equal((HttpStatusCode.OK, Globex), await AskAsync(engine, serverName: Megacorp, host: Globex, version));
        Assert.Equal((Reason.LinkMatched, Megacorp), await DecidedAsync(engine));
    }

    [Theory, MemberData(nameof(HttpVersions))]
    public async Task Request_AnotherHostThanTheServerName_Is421WithTheCheck(string version)
    {
        await using var backend = await StartAsync(hostCheck: true);
        await using var engine = await TwoCustomers.StartAsync(backend.Upstream(sendProxyHeader: true));

        Assert.Equal((HttpStatusCode.MisdirectedRequest, ""), await AskAsync(engine, serverName: Megacorp, host: Globex, version));
        Assert.Contains(backend.Log.GetSnapshot(), line => line.Message.StartsWith($"Request for {Globex} ", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(HttpVersions))]
    public async Task Request_TheHostOfTheServerName_IsServedWithTheCheck(string version)
    {
        await using var backend = await StartAsync(hostCheck: true);
        await using var engine = await TwoCustomers.StartAsync(backend.Upstream(sendProxyHeader: true));

        Assert.Equal((HttpStatusCode.OK, Megacorp), await AskAsync(engine, serverName: Megacorp, host: Megacorp, version));
        Assert.Equal((HttpStatusCode.OK, "MegaCorp.My-SaaS.io."), await AskAsync(engine, serverName: Megacorp, host: "MegaCorp.My-SaaS.io.:8443", version));
    }

    [Fact]
    public async Task Connect_ServerNameOfTheOtherCustomer_IsDeniedByTheEngine()
    {
        await using var backend = await StartAsync(hostCheck: true);
        await using var engine = await TwoCustomers.StartAsync(backend.Upstream(sendProxyHeader: true));

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(engine, serverName: Globex, host: Globex, "1.1"));

        Assert.IsType<AuthenticationException>(error.InnerException);
        Assert.Equal((Reason.LinkMismatch, Globex), await DecidedAsync(engine));
    }

    /// <summary>A service that chooses the customer's data only by the host, as services behind a trusted proxy do.</summary>
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

    private static async Task<(Reason Reason, string? Host)> DecidedAsync(EngineUnderTest engine)
    {
        var decision = await engine.Sink.NextDecisionAsync();
        return (decision.Reason, decision.Host);
    }
}
