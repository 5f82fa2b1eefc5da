using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Tools;

/// <summary>Unusual hellos that real programs can send: large, in many records, or old.</summary>
[Needs(Needs.Process)]
public class OddHelloTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: megacorp.my-saas.io\r\n\r\n";

    [Theory]
    [InlineData("-max_send_frag", "512")]
    [InlineData("-no_ticket", "-legacy_renegotiation")]
    [InlineData("-groups", "P-521:P-384:P-256:X25519:X448")]
    [InlineData("-status", "-bugs")]
    public async Task SClient_WithOddSettings_IsRelayed(params string[] settings) => await ExpectRelayedAsync(settings);

    [Fact]
    public async Task SClient_OfferingManyProtocols_IsRelayedAndTheFirstOnesRecorded()
    {
        var protocols = Enumerable.Range(1, 60).Select(number => $"protocol-{number}-{new string('x', 200)}").ToArray();

        var alpn = await ExpectRelayedAsync("-alpn", string.Join(',', protocols));

        Assert.StartsWith(protocols[0] + ',', alpn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SClient_OfferingManyProtocolsInSmallRecords_IsRelayed() => await ExpectRelayedAsync(
        "-max_send_frag", "512", "-alpn", string.Join(',', Enumerable.Range(1, 60).Select(number => $"protocol-{number}-{new string('x', 200)}")));

    [Fact]
    public async Task Curl_WithANameInCapitals_IsTheSameHost()
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Open);
        var name = TestPolicy.Host.ToUpperInvariant();

        var result = await Tool.RunAsync("curl", input: "",
            "--silent", "--show-error", "--insecure", "--http1.1", "--tls-max", "1.2", "--connect-to", $"{name}:443:{stand.Public}", $"https://{name}/");

        Assert.Equal((0, HttpsUpstream.Answer), (result.ExitCode, result.Output));
        Assert.Equal((Verdict.Allowed, Reason.HostOpen), await stand.OutcomeAsync());
    }

    /// <summary>The handshake succeeds only if the hello passes the engine unchanged.</summary>
    /// <returns>The recorded ALPN protocols.</returns>
    private static async Task<string?> ExpectRelayedAsync(params string[] settings)
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Open);

        var result = await Tool.RunAsync("openssl", Request,
            ["s_client", "-connect", stand.Public.ToString(), "-servername", TestPolicy.Host, "-quiet", "-ign_eof", .. settings]);

        Assert.Contains("HTTP/1.1 200 OK", result.Output, StringComparison.Ordinal);
        var decision = await stand.Engine.Sink.NextDecisionAsync();
        Assert.Equal((Verdict.Allowed, Reason.HostOpen, TestPolicy.Host), (decision.Verdict, decision.Reason, decision.Host));
        return decision.Alpn;
    }
}
