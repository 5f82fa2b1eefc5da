using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Packaging;

[Needs(Needs.Process)]
public class ProgramVersionTests
{
    [Fact]
    public async Task Version_OfTheProgram_NamesTheCommit()
    {
        Assert.SkipUnless(Path.Exists(Path.Combine(Repository.Root, ".git")), "the sources have no history");

        var result = await PortalProcess.RunAsync("--version");

        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?\+[0-9a-f]{40}\n$", result.Output);
    }
}
