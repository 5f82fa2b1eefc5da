using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Tools;

/// <summary>The view of <c>openssl s_client</c>, with and without a cloud's load balancer in front of the engine.</summary>
[Needs(Needs.Process)]
public class OpenSslTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: megacorp.my-saas.io\r\n\r\n";

    [Theory]
    [InlineData("-tls1_3")]
    [InlineData("-tls1_2")]
    public async Task SClient_OpenHost_TalksToTheUpstream(string version)
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Open);

        var result = await SClientAsync(stand.Public, version);

        Assert.Contains("HTTP/1.1 200 OK", result.Output, StringComparison.Ordinal);
        Assert.Equal((Verdict.Allowed, Reason.HostOpen), await stand.OutcomeAsync());
    }

    [Theory]
    [InlineData("-tls1_3")]
    [InlineData("-tls1_2")]
    public async Task SClient_EnforcedHostFromThePublicSide_IsToldAccessDenied(string version)
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Enforce);

        var result = await SClientAsync(stand.Public, version);

        Assert.Contains("alert access denied", result.Error, StringComparison.Ordinal);
        Assert.Equal((Verdict.Denied, Reason.LinkMissing), await stand.OutcomeAsync());
        Assert.Equal(0, stand.Upstream.Connections);
    }

    private static Task<ToolResult> SClientAsync(System.Net.IPEndPoint address, string version) => Tool.RunAsync(
        "openssl", Request, "s_client", "-connect", address.ToString(), "-servername", TestPolicy.Host, version, "-quiet", "-ign_eof");
}
