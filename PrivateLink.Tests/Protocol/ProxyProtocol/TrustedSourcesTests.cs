using System.Net;
using PrivateLink.Protocol.ProxyProtocol;
using Xunit;

namespace PrivateLink.Tests.Protocol.ProxyProtocol;

public class TrustedSourcesTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0:1", true)]
    [InlineData("10.0.0.0/8", "10.255.255.255:65535", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0:1", false)]
    [InlineData("10.0.0.0/8", "9.255.255.255:1", false)]
    [InlineData("10.1.2.3", "10.1.2.3:1", true)]
    [InlineData("10.1.2.3", "10.1.2.4:1", false)]
    [InlineData("10.1.2.3/32", "10.1.2.3:1", true)]
    [InlineData("10.0.0.0/8", "[::ffff:10.0.0.1]:1", true)] // an IPv4 peer on a dual-stack listener
    [InlineData("10.0.0.0/8", "[2001:db8::1]:1", false)]
    [InlineData("2001:db8::/32", "[2001:db8:ffff::1]:1", true)]
    [InlineData("2001:db8::/32", "[2001:db9::1]:1", false)]
    [InlineData("0.0.0.0/0", "203.0.113.1:1", true)]
    [InlineData("0.0.0.0/0", "[2001:db8::1]:1", false)] // every family needs its own /0
    [InlineData("::/0", "[2001:db8::1]:1", true)]
    public void Contains_Peer_IsJudgedByItsNetwork(string network, string peer, bool contained) =>
        Assert.Equal(contained, new TrustedSources([network]).Contains(NetworkAddress.From(IPEndPoint.Parse(peer))));

    [Fact]
    public void Contains_WithoutNetworks_TrustsNobody() =>
        Assert.False(new TrustedSources([]).Contains(NetworkAddress.From(new IPEndPoint(IPAddress.Loopback, 1))));

    [Theory]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("::/0", true)]
    [InlineData("0.0.0.0/1", false)]
    [InlineData("127.0.0.0/8", false)]
    public void TrustsEveryone_OnlyForAWholeFamily(string network, bool everyone) => Assert.Equal(everyone, new TrustedSources([network]).TrustsEveryone);

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0-10.0.0.9")]
    [InlineData("balancer.example")]
    public void TryParse_NoNetwork_IsRefused(string text) => Assert.False(TrustedSources.TryParse(text, out _));
}
