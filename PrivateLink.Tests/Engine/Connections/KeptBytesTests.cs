using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Engine.Connections.Vectors;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>The bytes that the record of a refused connection keeps.</summary>
public class KeptBytesTests(VectorStand stand) : IClassFixture<VectorStand>
{
    private const string Watched = "watched.my-saas.io";

    private static readonly byte[] Listed = IPv4(AzureTlv(7));
    private static readonly byte[] Unlisted = IPv4(AzureTlv(8));
    private static readonly byte[] Hello = ClientHelloBuilder.For(TestPolicy.Host).ToBytes();
    private static readonly byte[] Nameless = new ClientHelloBuilder().ToBytes();
    private static readonly byte[] Http = "GET / HTTP/1.1\r\nAuthorization: Basic c2VjcmV0\r\n\r\n"u8.ToArray();

    [Fact]
    public async Task Allowed_KeepsNothing() => Assert.Null(await KeptAsync("azure", Reason.LinkMatched, Listed, Hello));

    [Fact]
    public async Task Probe_KeepsNothing() => Assert.Null(await KeptAsync("azure", Reason.ProbeHeader, Listed));

    [Fact]
    public async Task DeniedByThePolicy_KeepsTheHeaderAlone() => Assert.Equal(Hex.Of(Unlisted), await KeptAsync("azure", Reason.LinkMismatch, Unlisted, Hello));

    [Fact]
    public async Task Audited_KeepsTheHeaderToo() =>
        Assert.Equal(Hex.Of(Unlisted), await KeptAsync("azure", Reason.LinkMismatch, Unlisted, ClientHelloBuilder.For(Watched).ToBytes()));

    [Fact]
    public async Task DeniedWithoutAHeader_KeepsNothing() => Assert.Null(await KeptAsync("public", Reason.LinkMissing, Hello));

    [Fact]
    public async Task HelloThatBreaksARule_IsKeptBehindItsHeader() =>
        Assert.Equal(Hex.Of([.. Listed, .. Nameless]), await KeptAsync("azure", Reason.NameMissing, Listed, Nameless));

    [Fact]
    public async Task PlainText_IsCutBeforeItTellsASecret() =>
        Assert.Equal(Hex.Of([.. Listed, .. Http.AsSpan(0, 16)]), await KeptAsync("azure", Reason.HelloNotTls, Listed, Http));

    [Fact]
    public async Task HeaderMissing_SaysWhatCameInstead() => Assert.Equal(Hex.Of(Hello), await KeptAsync("azure", Reason.HeaderMissing, Hello));

    [Fact]
    public async Task SecondHeader_EndsWhereThatOneEnds() =>
        Assert.Equal(Hex.Of([.. Unlisted, .. Listed]), await KeptAsync("azure", Reason.HeaderNested, Unlisted, Listed, Http));

    [Fact]
    public async Task UnexpectedHeader_EndsWhereItEnds() => Assert.Equal(Hex.Of(Listed), await KeptAsync("public", Reason.HeaderUnexpected, [.. Listed, .. Http]));

    [Fact]
    public async Task Version1_EndsWithItsLine() =>
        Assert.Equal(Hex.Of("PROXY UNKNOWN"u8), await KeptAsync("azure", Reason.HeaderV1Refused, [.. "PROXY UNKNOWN\r\n"u8, .. Http]));

    [Fact]
    public async Task Endless_IsCut()
    {
        byte[] record = [0x16, 3, 1, 0xFF, 0xFF, .. new byte[5_000]];

        Assert.Equal(2 * ConnectionDecision.MostFirstBytes, (await KeptAsync("public", Reason.HelloTooLarge, record))!.Length);
    }

    private async Task<string?> KeptAsync(string listener, Reason reason, params byte[][] sends)
    {
        var played = await stand.PlayAsync(listener, sends, ReceiveStatus.Finished);
        Assert.Equal(reason, played.Decision.Reason);
        return played.Decision.FirstBytes;
    }
}
