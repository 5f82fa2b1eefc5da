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
    public void TryParse_CanonicalText_RoundTrips(CloudProvider cloud, string text)
    {
        Assert.True(LinkId.TryParse(cloud, text, out var linkId));
        Assert.Equal(text, linkId.ToString());
        Assert.Equal(cloud, linkId.Cloud);
    }
}
