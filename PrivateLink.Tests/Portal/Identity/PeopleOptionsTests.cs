using PrivateLink.Portal.Identity;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

public sealed class PeopleOptionsTests
{
    [Fact]
    public void Validate_Defaults_HasNoComplaint() => Assert.True(new PeopleOptionsValidator().Validate(name: null, new()).Succeeded);

    [Theory]
    [InlineData(13)] // less than RememberedFor
    [InlineData(366)]
    public void Validate_SessionsThatEndTooSoonOrTooLate_NamesTheKey(int days)
    {
        var result = new PeopleOptionsValidator().Validate(name: null, new() { SessionsEndAfter = TimeSpan.FromDays(days) });

        Assert.StartsWith("People:SessionsEndAfter: ", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }
}
