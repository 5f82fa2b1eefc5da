using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Tests.Portal.Components;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Explaining;

public class ConnectionClosingsTests : PageTest
{
    [Theory]
    [InlineData("")]
    [InlineData("   why    ")]
    public async Task CloseAsync_WithoutAReason_TriesNothing(string reason)
    {
        var result = await Own<ConnectionClosings>().CloseAsync(Caller.Company("ada"), 1, reason, TestContext.Current.CancellationToken);

        Assert.True(result.IsReasonWrong);
        Assert.False(result.IsClosed);
    }

    [Fact]
    public void ReadyReasons_Each_IsReasonEnough() => Assert.All(ConnectionClosings.ReadyReasons, reason => Assert.Null(GivenReason.ErrorOf(reason)));
}
