using PrivateLink.Portal.Identity.Accounts;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

public class LocalUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/connections?q=a%2Fb&verdict=denied")]
    [InlineData("/resources/new#fields")]
    public void Of_APathOfThePortal_IsItself(string url) => Assert.Equal(url, LocalUrl.Of(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("connections")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    public void Of_AnythingElse_IsTheOverview(string? url) => Assert.Equal("/", LocalUrl.Of(url));
}
