using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Tools;

/// <summary>Each cloud's header from the product's own writer, followed by a real TLS client.</summary>
public class CloudHeaderTests
{
    private static readonly NetworkAddress Client = NetworkAddress.From(IPEndPoint.Parse("10.0.60.2:33080"));
    private static readonly NetworkAddress Endpoint = NetworkAddress.From(IPEndPoint.Parse("10.0.60.100:443"));

    [Theory]
    [InlineData(CloudProvider.Aws, "vpce-08d2bf15fac5001c9")]
    [InlineData(CloudProvider.Azure, "553665985")]
    [InlineData(CloudProvider.Gcp, "18446744072646845442")]
    [InlineData(CloudProvider.Alibaba, "ep-t4i1a4b7c2d8e5h3j9k0")]
    public async Task TlsClient_ListedLink_ReachesTheUpstream(CloudProvider cloud, string link)
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Enforce);

        Assert.EndsWith(HttpsUpstream.Answer, await GetAsync(stand.Private, TestPolicy.Link(cloud, link)), StringComparison.Ordinal);

        var decision = await stand.Engine.Sink.NextDecisionAsync();
        Assert.Equal((Verdict.Allowed, Reason.LinkMatched), (decision.Verdict, decision.Reason));
        Assert.Equal((cloud, link), (decision.LinkId?.Cloud, decision.LinkId?.ToString()));
        Assert.Equal((Client, Endpoint), (decision.Source, decision.Destination));
    }

    [Theory]
    [InlineData(CloudProvider.Aws, "vpce-08d2bf15fac5001c8")]
    [InlineData(CloudProvider.Azure, "3242524705")] // 553665985 read big-endian
    [InlineData(CloudProvider.Gcp, "553665985")] // Azure's number
    [InlineData(CloudProvider.Alibaba, "ep-t4i1a4b7c2d8e5h3j9k1")]
    public async Task TlsClient_OtherLink_IsKeptOut(CloudProvider cloud, string link)
    {
        await using var stand = await ToolStand.StartAsync(ResourceMode.Enforce);

        await Assert.ThrowsAnyAsync<Exception>(() => GetAsync(stand.Private, TestPolicy.Link(cloud, link)));

        Assert.Equal((Verdict.Denied, Reason.LinkMismatch), await stand.OutcomeAsync());
        Assert.Equal(0, stand.Upstream.Connections);
    }

    private static async Task<string> GetAsync(IPEndPoint listener, LinkId link)
    {
        var wire = await WireEnd.ConnectAsync(listener);
        await wire.SendAsync(HeaderOf(link));
        await using var tls = new SslStream(new NetworkStream(wire.Socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = TestPolicy.Host, RemoteCertificateValidationCallback = TestCertificate.IsPresented },
            TestContext.Current.CancellationToken);
        await tls.WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(tls, Encoding.ASCII);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static byte[] HeaderOf(LinkId link)
    {
        Span<byte> buffer = stackalloc byte[ProxyProtocolParser.MaximumLength];
        var writer = ProxyProtocolWriter.Proxy(buffer, Client, Endpoint);
        writer.Crc32C();
        writer.Link(link);
        Assert.Equal(ProxyProtocolWriteResult.Written, writer.Finish());
        return buffer[..writer.Length].ToArray();
    }
}
