using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.RollUps;

public class TopSourcesTests
{
    private readonly TopSources _sources = new();

    [Theory]
    [InlineData("192.0.2.0", "192.0.2.0/24")]
    [InlineData("192.0.2.255", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8::", "2001:db8::/64")]
    public void Network_OfAnAddress_IsItsPrefix(string address, string network) => Assert.Equal(network, SourceNetwork.Of(TestDecision.Address(address)).ToString());

    [Fact]
    public void Network_OfTwoFamilies_IsNotTheSame() =>
        Assert.NotEqual(SourceNetwork.Of(TestDecision.Address("0.0.0.0")), SourceNetwork.Of(TestDecision.Address("::")));

    [Fact]
    public void Top_OfFewNetworks_IsExactAndMostFirst()
    {
        Add("192.0.2.1", 3);
        Add("198.51.100.1", 5);
        Add("192.0.2.200", 1);

        Assert.Equal([new("198.51.100.0/24", 5), new("192.0.2.0/24", 4)], _sources.Top());
    }

    [Fact]
    public void Top_OfVeryManyNetworks_FindsTheBusiestAndAccusesNobody()
    {
        for (var round = 0; round < 200; round++)
        {
            Add("192.0.2.1", 10);
            for (var other = 0; other < 20; other++) Add($"10.{round}.{other}.1", 1);
        }

        var top = _sources.Top().ToList();

        Assert.Equal(TopSources.Reported, top.Count);
        Assert.Equal(new SourceCount("192.0.2.0/24", 2_000), top[0]);
        Assert.All(top[1..], source => Assert.Equal(1, source.Connections));
    }

    [Fact]
    public void Top_WrittenAtItsLongest_FitsItsColumn()
    {
        var longest = Enumerable.Repeat(new SourceCount("ffff:ffff:ffff:ffff::/64", long.MaxValue), TopSources.Reported).ToList();

        var text = SourceCounts.Write(longest);

        Assert.InRange(text.Length, 1, HourlyRollUp.SourcesLength);
        Assert.Equal(longest, SourceCounts.Read(text));
    }

    private void Add(string address, int count)
    {
        for (var index = 0; index < count; index++) _sources.Add(SourceNetwork.Of(TestDecision.Address(address)));
    }
}
