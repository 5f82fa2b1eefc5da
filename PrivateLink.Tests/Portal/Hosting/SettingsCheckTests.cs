using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Web;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

public sealed class SettingsCheckTests
{
    /// <summary>For a missing group, a wrong setting would give a stack trace, and a misspelt one no message at all.</summary>
    [Fact]
    public void Sections_HaveEveryGroupOfSettings() =>
        Assert.Subset(
            SettingsCheck.Sections.All.Select(section => section.Name).ToHashSet(),
            typeof(PortalOptions).Assembly.GetTypes()
                .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
                .Select(type => type.GetField("Section")?.GetRawConstantValue())
                .OfType<string>().ToHashSet());
}
