using PrivateLink.Portal.Upstreams;
using Xunit;

namespace PrivateLink.Tests.Portal.Upstreams;

public class UpstreamAddressInputTests
{
    [Theory]
    [InlineData("10.0.4.11:443", "10.0.4.11:443")]
    [InlineData(" App.Internal:8443 ", "app.internal:8443")]
    [InlineData("localhost:1", "localhost:1")]
    [InlineData("app.internal.:65535", "app.internal:65535")]
    [InlineData("[fd00:0:0::5]:443", "[fd00::5]:443")]
    public void Parse_HostAndPort_IsRead(string typed, string address) => Assert.Equal(address, UpstreamAddressInput.Parse(typed).Address?.ToString());

    [Theory]
    [InlineData("10.0.4.11", "has no port")]
    [InlineData("[fd00::5]", "has no port")]
    [InlineData("fd00::5", "brackets around the IPv6 address")]
    [InlineData("fd00::5:443", "brackets around")]
    [InlineData("[10.0.0.1]:443", "not an IPv6 address")]
    [InlineData("https://app.internal", "is a URL")]
    [InlineData("10.0.0.0/8:443", "network mask")]
    [InlineData("app internal:443", "a space")]
    [InlineData("app.internal:0", "not a TCP port")]
    [InlineData("app.internal:65536", "not a TCP port")]
    [InlineData("app.internal:https", "not a TCP port")]
    [InlineData("10.1:443", "not an IPv4 address")]
    [InlineData("010.0.0.1:443", "not an IPv4 address")]
    [InlineData("10.0.0.256:443", "not an IPv4 address")]
    [InlineData("0.0.0.0:443", "every address of a machine")]
    [InlineData("app..internal:443", "empty part")]
    [InlineData("app!:443", "cannot be part")]
    [InlineData(":443", "before the port")]
    public void Parse_Mistake_SaysWhatIsWrong(string typed, string words)
    {
        var (address, error) = UpstreamAddressInput.Parse(typed);

        Assert.Null(address);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoOfOneAddress_OnePerLine_SaysSo()
    {
        var form = UpstreamForm.Read(new() { Name = "app", Addresses = "app.internal:443\nAPP.internal:443" });

        Assert.Equal("app.internal:443 is listed twice.", form.Errors[nameof(UpstreamDraft.Addresses)]);
    }

    [Theory]
    [InlineData(UpstreamForm.MostAddresses, true)]
    [InlineData(UpstreamForm.MostAddresses + 1, false)]
    public void Read_ManyAddresses_HasALimit(int count, bool fits)
    {
        var form = UpstreamForm.Read(new() { Name = "app", Addresses = string.Join('\n', Enumerable.Range(1, count).Select(number => $"10.0.0.{number}:443")) });

        Assert.Equal(fits, form.Errors.Count == 0);
    }
}
