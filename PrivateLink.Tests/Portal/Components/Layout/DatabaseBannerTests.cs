using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Account;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.Health;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Layout;

public class DatabaseBannerTests : PageTest
{
    [Fact]
    public void Render_DiskFull_TellsEachReaderWhatTheyCanDo()
    {
        Services.GetRequiredService<DatabaseState>().Become(new("The disk of the folder /data is full.", "its disk is full", IsAway: false, DateTimeOffset.UnixEpoch));

        var ours = Render<DatabaseBanner>().Markup;
        Reader.Become(Caller.Tenant("mia", Guid.NewGuid()));
        var theirs = Render<DatabaseBanner>().Markup;

        Assert.Contains("The disk of the folder /data is full.", ours, StringComparison.Ordinal);
        Assert.Contains("1970-01-01 00:00:00 UTC", ours, StringComparison.Ordinal);
        Assert.Equal("No one can sign in now. The portal's database cannot be used: its disk is full.", SignInOutage.Of(Services.GetRequiredService<DatabaseState>()));
        Assert.Contains("Try again later. You do not need to do anything else", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("/data", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("/ops/now", theirs, StringComparison.Ordinal);
    }
}
