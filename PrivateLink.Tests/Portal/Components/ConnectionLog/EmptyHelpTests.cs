using Bunit;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Filters;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public sealed class EmptyHelpTests : PageTest
{
    [Fact]
    public async Task SilentSource_ReadByTheCompany_SaysThatNotEvenAHealthCheckCame() =>
        await ReadsAsync("not even a health check");

    /// <summary>Health checks and names that nobody has are no tenant's: a tenant cannot know whether any came.</summary>
    [Fact]
    public async Task SilentSource_ReadByATenant_SpeaksOfItsOwnHostsAlone()
    {
        Reader.Become(Caller.Tenant("ada", Decisions.Allowed().TenantId!.Value));

        var text = await ReadsAsync("to your hosts");

        Assert.DoesNotContain("health check", text, StringComparison.Ordinal);
    }

    private async Task<string> ReadsAsync(string words)
    {
        var help = Render<EmptyHelp>(parameters => parameters
            .Add(each => each.Filter, FilterParser.Parse("client:203.0.113.9").Filter!)
            .Add(each => each.IsLive, true)
            .Add(each => each.HrefOf, _ => "connections"));
        await help.WaitForAssertionAsync(() => Assert.Contains(words, help.Text(), StringComparison.Ordinal));
        return help.Text();
    }
}
