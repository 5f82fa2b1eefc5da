using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Tools;

/// <summary>A browser loads a page: GREASE in every list, a post-quantum key share, a GREASE encrypted_client_hello, and more than one segment.</summary>
[Needs(Needs.Process)]
public sealed class ChromiumTests : IDisposable
{
    private const int PostQuantumShare = 1216; // X25519MLKEM768

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("privatelink-chromium-");

    [Fact]
    public async Task Chromium_OpenHost_ShowsTheUpstreamsPage()
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Open);

        var result = await BrowseAsync(stand);

        Assert.Contains(HttpsUpstream.Answer, result.Output, StringComparison.Ordinal);
        var decision = await stand.Engine.Sink.NextDecisionAsync();
        Assert.Equal((Verdict.Allowed, Reason.HostOpen), (decision.Verdict, decision.Reason));
        AssertWhatChromiumOffers(decision);
        Assert.True((await stand.Engine.Sink.ClosedAsync(decision.Id)).BytesFromClient > PostQuantumShare);
    }

    [Fact]
    public async Task Chromium_EnforcedHostFromThePublicSide_IsKeptOutAndItsOfferRecorded()
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Enforce);

        var result = await BrowseAsync(stand);

        Assert.DoesNotContain(HttpsUpstream.Answer, result.Output, StringComparison.Ordinal);
        var decision = await stand.Engine.Sink.NextDecisionAsync();
        Assert.Equal((Verdict.Denied, Reason.LinkMissing), (decision.Verdict, decision.Reason));
        AssertWhatChromiumOffers(decision);
        Assert.Equal(CloseReason.NotAdmitted, (await stand.Engine.Sink.ClosedAsync(decision.Id)).Reason);
        Assert.Equal(0, stand.Upstream.Connections);
    }

    public void Dispose() => _profile.Delete(recursive: true);

    private static void AssertWhatChromiumOffers(ConnectionDecision decision)
    {
        Assert.Equal((TestPolicy.Host, "h2,http/1.1", "TLS 1.3,TLS 1.2"), (decision.Host, decision.Alpn, decision.TlsVersions));
        Assert.True(decision.EchOffered);
    }

    private Task<ToolResult> BrowseAsync(ToolStand stand) => Tool.RunAsync("chromium", input: "",
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", $"--user-data-dir={_profile.FullName}",
        "--ignore-certificate-errors", $"--host-resolver-rules=MAP {TestPolicy.Host}:443 {stand.Public}",
        "--dump-dom", $"https://{TestPolicy.Host}/");
}
