using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Web;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

public sealed class SettingsCheckTests
{
    /// <summary>A group that is left out is told by a stack trace when it is wrong, and not at all when it is misspelt.</summary>
    [Fact]
    public void Sections_HaveEveryGroupOfSettings() =>
        Assert.Subset(
            SettingsCheck.Sections.ToHashSet(),
            typeof(PortalOptions).Assembly.GetTypes()
                .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
                .Select(type => type.GetField("Section")?.GetRawConstantValue())
                .OfType<string>().ToHashSet());
}
