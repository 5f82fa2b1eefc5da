using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Clouds;

/// <summary>Runs the real script that customers run inside their network.</summary>
[Needs(Needs.Process)]
public class VerifyScriptTests
{
    [Fact]
    public async Task Run_NameThatResolvesNowhere_SaysSoAndFails()
    {
        var result = await RunAsync(["nothing.invalid"], null, 443);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("FAIL   nothing.invalid does not resolve here", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PublicAddressAndNobodyThere_SaysBoth()
    {
        using var port = new RefusingPort();

        var result = await RunAsync(["localhost"], "10.1.2.3", port.Number);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("a public address", result.Output, StringComparison.Ordinal);
        Assert.Contains("localhost should resolve to 10.1.2.3", result.Output, StringComparison.Ordinal);
        Assert.Contains("nothing answers at", result.Output, StringComparison.Ordinal);
    }

    private static Task<ToolResult> RunAsync(string[] hosts, string? address, int port) =>
        Tool.RunAsync("bash", VerifyScript.Of(hosts, address, port).Text, "-s");
}
