using System.Net;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Explaining;

public class ReproduceCommandTests
{
    private static readonly ListenerFacts Aws = new(new IPEndPoint(IPAddress.Any, 7441), TakesHeader: true, ["10.0.0.0/8"], false);

    [Fact]
    public void Of_AConnectionThroughALink_PlaysTheBalancerWithTheSameFacts() =>
        Assert.Equal(
            "./privatelink-send --to 127.0.0.1:7441 --aws vpce-0a1b2c3d4e5f60718 --source 10.0.1.15:51234 --destination 10.0.9.9:443 --host megacorp.my-saas.io",
            ReproduceCommand.Of(Decisions.View(Decisions.Denied()), Aws, forCompany: true).First().Text);

    [Fact]
    public void Of_AHealthCheck_IsOne() =>
        Assert.Equal("./privatelink-send --to 127.0.0.1:7441 --local", Assert.Single(ReproduceCommand.Of(Decisions.View(Decisions.HealthCheck()), Aws, forCompany: true)).Text);

    [Fact]
    public void Of_AListenerWithoutHeaders_SendsNone() =>
        Assert.Contains(" --no-header ", ReproduceCommand.Of(Decisions.View(Decisions.Denied()), Aws with { TakesHeader = false }, forCompany: true).First().Text, StringComparison.Ordinal);

    [Theory]
    [InlineData(CloudProvider.Aws, "vpce-08d2bf15fac5001c9")]
    [InlineData(CloudProvider.Azure, "553665985")]
    [InlineData(CloudProvider.Gcp, "18446744072646845442")]
    public void Of_ASecondHeaderOfAnyCloud_SendsBoth(CloudProvider cloud, string id)
    {
        var nested = TestPolicy.Link(cloud, id);

        var command = ReproduceCommand.Of(Decisions.View(Decisions.Denied(Reason.HeaderNested) with { NestedLinkId = nested }), Aws, forCompany: true).First().Text;

        Assert.Contains($"--aws vpce-0a1b2c3d4e5f60718 {SendOption.NestedOf(cloud)} {nested}", command, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_BytesThatNoProgramSends_SendsTheBytes() =>
        Assert.Equal("printf %s 474554202f | xxd -r -p | nc -w 2 127.0.0.1 7441 | xxd",
            Assert.Single(ReproduceCommand.Of(Decisions.View(Decisions.Denied(Reason.HeaderMissing) with { Host = null, FirstBytes = "474554202f" }), Aws, forCompany: true)).Text);

    [Fact]
    public void Of_BytesThatWereCut_PlaysTheBalancer() =>
        Assert.StartsWith("./privatelink-send ",
            Assert.Single(ReproduceCommand.Of(
                Decisions.View(Decisions.Denied(Reason.HelloTooLarge) with { Host = null, FirstBytes = new string('0', 1_024) }), Aws, forCompany: true)).Text,
            StringComparison.Ordinal);

    [Fact]
    public void Of_TlsWithoutAHeader_SendsTlsWithoutAHeader() =>
        Assert.Equal("./privatelink-send --to 127.0.0.1:7441 --no-header --no-name", Cut(Decisions.Denied(Reason.HeaderMissing)));

    [Fact]
    public void Of_NoServerName_SendsTlsWithoutOne() =>
        Assert.EndsWith(" --aws vpce-0a1b2c3d4e5f60718 --source 10.0.1.15:51234 --destination 10.0.9.9:443 --no-name", Cut(Decisions.Denied(Reason.NameMissing)), StringComparison.Ordinal);

    [Fact]
    public void Of_ANameThatIsNone_ForwardsOpenSslThatSendsIt()
    {
        var connection = Decisions.View(Decisions.Denied(Reason.NameInvalid) with { Host = null, ServerName = "mega corp!", FirstBytes = new string('0', 1_024) });

        var commands = ReproduceCommand.Of(connection, Aws, forCompany: true).ToList();

        Assert.EndsWith(" --listen 127.0.0.1:9443", commands[0].Text, StringComparison.Ordinal);
        Assert.Equal("openssl s_client -brief -connect 127.0.0.1:9443 -servername 'mega corp!' </dev/null", commands[1].Text);
    }

    /// <summary>With one of them, or none, the connection would end for another reason.</summary>
    [Fact]
    public void Of_SeveralLinkIds_SendsAll()
    {
        byte[] first = ProxyHeaderBytes.AwsTlv("vpce-0a1b2c3d4e5f60718"), second = ProxyHeaderBytes.AwsTlv("vpce-08d2bf15fac5001c9");
        var bytes = Convert.ToHexStringLower(ProxyHeaderBytes.IPv4(first, ProxyHeaderBytes.Tlv(4, 0, 0), second));
        var decision = Decisions.Denied(Reason.LinkAmbiguous) with
        {
            LinkId = null,
            LinkKind = LinkIdentityKind.Ambiguous,
            LinkTlv = Convert.ToHexStringLower(first),
            FirstBytes = bytes,
        };

        var command = ReproduceCommand.Of(Decisions.View(decision), Aws, forCompany: true).First().Text;

        Assert.Contains($" --tlv {Convert.ToHexStringLower([.. first, .. second])} --source ", command, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AMalformedLinkId_SendsItsBytes() =>
        Assert.Contains(" --tlv ea000401666f6f --source ", ReproduceCommand.Of(
            Decisions.View(Decisions.Denied(Reason.LinkMalformed) with { LinkId = null, LinkKind = LinkIdentityKind.Malformed, LinkTlv = "ea000401666f6f" }), Aws, forCompany: true).First().Text,
            StringComparison.Ordinal);

    private static string Cut(ConnectionDecision decision) =>
        Assert.Single(ReproduceCommand.Of(Decisions.View(decision with { Host = null, FirstBytes = new string('0', 1_024) }), Aws, forCompany: true)).Text;

    /// <summary>With the host's name, the command takes another path than the connection did, and says so.</summary>
    [Fact]
    public void Of_ForATenantThatMayNotSeeTheLink_SaysWhichWayItTakes()
    {
        var command = Assert.Single(ReproduceCommand.Of(LinkSight.Of(new HashSet<LinkId>()).Show(Decisions.Entry(Decisions.Denied())), null, forCompany: false));

        Assert.Equal("In your network, through your own endpoint: the connection came through another endpoint", command.Where);
        Assert.Contains("-connect megacorp.my-saas.io:443", command.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "In the customer's network")]
    [InlineData(false, "In your network")]
    public void Of_EitherReader_SaysWhoseNetworkItIs(bool isCompany, string where) =>
        Assert.Equal(where, ReproduceCommand.Of(Decisions.View(Decisions.Denied()), null, isCompany).Single().Where);

    [Fact]
    public void Of_ForATenant_NeedsNothingOfTheEngine() =>
        Assert.Equal("openssl s_client -brief -connect 10.0.9.9:443 -servername megacorp.my-saas.io </dev/null",
            Assert.Single(ReproduceCommand.Of(Decisions.View(Decisions.Denied()), null, forCompany: false)).Text);
}
