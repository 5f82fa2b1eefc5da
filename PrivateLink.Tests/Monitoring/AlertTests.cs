using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Monitoring;

/// <summary>The alerts, as Prometheus itself reads and tries them.</summary>
[Needs(Needs.Process)]
public class AlertTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "ops");

    [Theory]
    [InlineData("check", "privatelink.rules.yml")]
    [InlineData("test", "tests/privatelink.rules.test.yml")]
    public async Task Rules_ForPromtool_AreRight(string verb, string file)
    {
        var result = await Tool.RunAsync("promtool", "", verb, "rules", Path.Combine(Folder, file));

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }
}
