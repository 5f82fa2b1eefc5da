using System.Net;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Tools;

/// <summary>HTTPS with <c>curl --connect-to</c>, straight to the public side and through HAProxy to the private one.</summary>
[Needs(Needs.Process)]
public class CurlTests
{
    private const int TlsConnectError = 35;

    [Fact]
    public async Task Curl_OpenHost_GetsTheUpstreamsAnswer()
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Open);

        var result = await CurlAsync(stand.Public);

        Assert.Equal((0, HttpsUpstream.Answer), (result.ExitCode, result.Output));
        Assert.Equal((Verdict.Allowed, Reason.HostOpen), await stand.OutcomeAsync());
    }

    [Fact]
    public async Task Curl_EnforcedHostFromThePublicSide_FailsWithAccessDenied()
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Enforce);

        var result = await CurlAsync(stand.Public);

        Assert.Equal(TlsConnectError, result.ExitCode);
        Assert.Contains("access denied", result.Error, StringComparison.Ordinal);
        Assert.Equal((Verdict.Denied, Reason.LinkMissing), await stand.OutcomeAsync());
        Assert.Equal(0, stand.Upstream.Connections);
    }

    [Theory]
    [InlineData("send-proxy-v2")]
    [InlineData("send-proxy-v2 proxy-v2-options crc32c,unique-id")]
    public async Task Curl_ThroughHaProxy_IsRelayedAndItsOwnAddressRecorded(string serverOptions)
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Open);
        await using var haproxy = await HaProxy.StartAsync(stand.Private, serverOptions);

        var result = await CurlAsync(haproxy.Address);

        Assert.Equal((0, HttpsUpstream.Answer), (result.ExitCode, result.Output));
        var decision = await stand.Engine.Sink.NextDecisionAsync();
        Assert.Equal((Verdict.Allowed, Reason.HostOpen), (decision.Verdict, decision.Reason));
        Assert.Equal(IPAddress.Loopback, decision.Source?.Address);
        Assert.Equal(haproxy.Address, decision.Destination?.ToIPEndPoint());
    }

    [Theory]
    [InlineData("send-proxy-v2")]
    [InlineData("send-proxy-v2 proxy-v2-options crc32c,unique-id")]
    public async Task Curl_ThroughHaProxyWithoutALink_IsKeptOutOfAnEnforcedHost(string serverOptions)
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Enforce);
        await using var haproxy = await HaProxy.StartAsync(stand.Private, serverOptions);

        var result = await CurlAsync(haproxy.Address);

        Assert.Equal(TlsConnectError, result.ExitCode);
        Assert.Equal((Verdict.Denied, Reason.LinkMissing), await stand.OutcomeAsync());
    }

    [Fact]
    public async Task HaProxy_WithoutSendProxy_IsRefusedByAPrivateListener()
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Open);
        await using var haproxy = await HaProxy.StartAsync(stand.Private, serverOptions: "");

        await CurlAsync(haproxy.Address);

        Assert.Equal((Verdict.Denied, Reason.HeaderMissing), await stand.OutcomeAsync());
    }

    [Fact]
    public async Task HaProxy_Version1_IsRefusedByName()
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Open);
        await using var haproxy = await HaProxy.StartAsync(stand.Private, "send-proxy");

        await CurlAsync(haproxy.Address);

        Assert.Equal((Verdict.Denied, Reason.HeaderV1Refused), await stand.OutcomeAsync());
    }

    [Fact]
    public async Task HaProxy_HealthCheck_IsRecognised()
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Open);
        await using var haproxy = await HaProxy.StartAsync(stand.Private, "send-proxy-v2 check inter 100ms");

        Assert.Equal((Verdict.None, Reason.HealthCheck), await stand.OutcomeAsync());
    }

    private static Task<ToolResult> CurlAsync(IPEndPoint address) => Tool.RunAsync(
        "curl", input: "", "--silent", "--show-error", "--insecure", "--connect-to", $"{TestPolicy.Host}:443:{address}", $"https://{TestPolicy.Host}/");
}
