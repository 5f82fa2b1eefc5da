using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.TwoCustomers;

namespace PrivateLink.Tests.Engine.Tools;

/// <summary>The recipe of docs/backends.md, unchanged: HAProxy behind the engine terminates TLS for two customers.</summary>
[Needs(Needs.Process)]
public class HaProxyBackendTests
{
    public static TheoryData<string> HttpVersions => ["1.1", "2.0"];

    [Theory, MemberData(nameof(HttpVersions))]
    public async Task Request_TheHostOfTheServerName_IsServed(string version)
    {
        await using var app = await StartAppAsync();
        await using var haproxy = await StartAsync(app, engineNetwork: "127.0.0.0/8");
        await using var engine = await TwoCustomers.StartAsync(Upstream(haproxy));

        Assert.Equal((HttpStatusCode.OK, Megacorp), await AskAsync(engine, serverName: Megacorp, host: Megacorp, version));
        Assert.Equal((HttpStatusCode.OK, "MegaCorp.My-SaaS.io"), await AskAsync(engine, serverName: Megacorp, host: "MegaCorp.My-SaaS.io:443", version));
    }

    [Theory, MemberData(nameof(HttpVersions))]
    public async Task Request_AnotherHostThanTheServerName_Is421(string version)
    {
        await using var app = await StartAppAsync();
        await using var haproxy = await StartAsync(app, engineNetwork: "127.0.0.0/8");
        await using var engine = await TwoCustomers.StartAsync(Upstream(haproxy));

        var (status, body) = await AskAsync(engine, serverName: Megacorp, host: Globex, version);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, status);
        Assert.DoesNotContain(Globex, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_FromElsewhereThanTheEngine_IsRejectedWhateverTheHeaderSays()
    {
        await using var app = await StartAppAsync();
        await using var haproxy = await StartAsync(app, engineNetwork: "192.0.2.0/24");

        using var client = await WireEnd.ConnectAsync(haproxy.Address);
        await client.SendAsync([.. ProxyHeaderBytes.IPv4(ProxyHeaderBytes.AuthorityTlv(Megacorp)), .. Pair.Hello]);

        Assert.True(await client.EndingAsync() is "FIN" or "RST");
    }

    private static Upstream Upstream(HaProxy haproxy) => TestPolicy.UpstreamAt(haproxy.Address.Port, "haproxy") with { SendProxyHeader = true };

    private static Task<KestrelBackend> StartAppAsync() =>
        KestrelBackend.StartAsync(_ => { }, app => app.Run(context => context.Response.WriteAsync(context.Request.Host.Host)));

    private static Task<HaProxy> StartAsync(KestrelBackend app, string engineNetwork) => HaProxy.StartAsync((address, certificate) =>
        Document.Code("backends.md", "haproxy")
            .With(":8443", address.ToString())
            .With("/etc/haproxy/saas.pem", certificate)
            .With("10.0.0.0/24", engineNetwork)
            .With("10.0.2.10:8080", app.Address.ToString()));
}
