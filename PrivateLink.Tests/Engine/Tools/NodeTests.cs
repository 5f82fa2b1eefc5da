using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Tools;

/// <summary>HTTPS and plain TLS from Node.</summary>
[Needs(Needs.Process)]
public class NodeTests
{
    [Fact]
    public async Task HttpsGet_OpenHost_GetsTheUpstreamsAnswer()
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Open);

        var result = await RunAsync(stand, """
            require('https').get(
              { host, port, servername, ALPNProtocols: ['http/1.1'], rejectUnauthorized: false },
              response => response.setEncoding('utf8').on('data', text => process.stdout.write(text)));
            """);

        Assert.Equal((0, HttpsUpstream.Answer), (result.ExitCode, result.Output));
        var decision = await stand.Engine.Sink.NextDecisionAsync();
        Assert.Equal((Verdict.Allowed, Reason.HostOpen), (decision.Verdict, decision.Reason));
        Assert.Equal((TestPolicy.Host, "http/1.1", "TLS 1.3,TLS 1.2"), (decision.Host, decision.Alpn, decision.TlsVersions));
    }

    [Fact]
    public async Task TlsConnect_EnforcedHostFromThePublicSide_IsToldAccessDenied()
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Enforce);

        var result = await RunAsync(stand, """
            require('tls').connect({ host, port, servername, ALPNProtocols: ['h2'], rejectUnauthorized: false })
              .on('error', error => process.stdout.write(error.reason ?? error.message));
            """);

        Assert.Contains("access denied", result.Output, StringComparison.Ordinal);
        var decision = await stand.Engine.Sink.NextDecisionAsync();
        Assert.Equal((Verdict.Denied, Reason.LinkMissing, "h2"), (decision.Verdict, decision.Reason, decision.Alpn));
        Assert.Equal(0, stand.Upstream.Connections);
    }

    private static Task<ToolResult> RunAsync(ToolStand stand, string script) => Tool.RunAsync("node", input: "", "-e",
        $"const host = '{stand.Public.Address}', port = {stand.Public.Port}, servername = '{TestPolicy.Host}';\n{script}");
}
