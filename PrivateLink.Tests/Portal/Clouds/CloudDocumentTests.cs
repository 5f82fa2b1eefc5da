using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Clouds;

public class CloudDocumentTests
{
    [Fact]
    public void Document_ComparedWithTheGuide_SaysTheSame()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "clouds.md"));

        Assert.All(ComparedClouds.Rows, row => Assert.Contains($"| {string.Join(" | ", row)} |", document, StringComparison.Ordinal));
    }
}
