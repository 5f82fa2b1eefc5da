using PrivateLink.Portal.Demonstration;
using Xunit;

namespace PrivateLink.Tests.Portal.Demonstration;

public class DemonstrationUpstreamTests
{
    /// <summary>The framework reads a port alone as an address without a port (0.0.33.2:0), so the upstream listened at an unintended address.</summary>
    [Theory]
    [InlineData("8450")]
    [InlineData("127.0.0.1")]
    [InlineData("::1:8450")]
    [InlineData("localhost:8450")]
    public void Validate_AnythingButAnAddressWithItsPort_SaysTheSameAsOfAListener(string upstream) => Assert.Equal(
        [$"Demonstration:Upstream: '{upstream}' is not an address with a port. Example: 127.0.0.1:7450."],
        new DemonstrationUpstream().Validate(null, new() { Upstream = upstream }).Failures!);

    [Theory]
    [InlineData("127.0.0.1:8450")]
    [InlineData("[::1]:8450")]
    public void Validate_AnAddressWithItsPort_IsRight(string upstream) => Assert.True(new DemonstrationUpstream().Validate(null, new() { Upstream = upstream }).Succeeded);
}
