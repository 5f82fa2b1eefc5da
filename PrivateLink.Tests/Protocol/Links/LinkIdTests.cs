using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Protocol.Links;

public class LinkIdTests
{
    [Theory]
    [InlineData(CloudProvider.Aws, "vpce-08d2bf15fac5001c9")]
    [InlineData(CloudProvider.Aws, "vpce-ffffffffffffffff1")]
    [InlineData(CloudProvider.Aws, "vpce-0a1b2c3d")]
    [InlineData(CloudProvider.Aws, "VPCE-0A1B2C3D")]
    [InlineData(CloudProvider.Aws, "vpce-123")]
    [InlineData(CloudProvider.Azure, "553665985")]
    [InlineData(CloudProvider.Azure, "0")]
    [InlineData(CloudProvider.Gcp, "18446744072646845442")]
    [InlineData(CloudProvider.Alibaba, "ep-t4i1a4b7c2d8e5h3j9k0")]
    public void TryParse_CanonicalText_RoundTrips(CloudProvider cloud, string text)
    {
        Assert.True(LinkId.TryParse(cloud, text, out var linkId));
        Assert.Equal(text, linkId.ToString());
        Assert.Equal(cloud, linkId.Cloud);
    }

    /// <summary>Equal texts of two clouds are different IDs.</summary>
    [Fact]
    public void Equals_SameTextOfAnotherCloud_IsAnotherLink()
    {
        Assert.True(LinkId.TryParse(CloudProvider.Aws, "ep-1", out var aws));
        Assert.True(LinkId.TryParse(CloudProvider.Alibaba, "ep-1", out var alibaba));

        Assert.NotEqual(aws, alibaba);
    }

    [Theory]
    [InlineData(CloudProvider.Alibaba, "")]
    [InlineData(CloudProvider.Alibaba, "ep_1")]
    [InlineData((CloudProvider)0, "7")]
    [InlineData((CloudProvider)255, "7")]
    [InlineData((CloudProvider)256, "7")]
    [InlineData((CloudProvider)(-1), "7")]
    public void TryParse_NoLinkIdOrNoCloud_IsRefused(CloudProvider cloud, string text) => Assert.False(LinkId.TryParse(cloud, text, out _));
}
