using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.LiveSettings;

/// <summary>A real process takes a changed key file by itself, and at once on SIGHUP, which does not end it.</summary>
[Needs(Needs.Process)]
public sealed class SignalTests : IDisposable
{
    private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("privatelink-secrets-");

    public void Dispose() => _secrets.Delete(recursive: true);

    [Fact]
    public async Task KeyFile_Changed_IsTakenByItselfAndOnSighup()
    {
        await SetAsync("10");
        await using var portal = await PortalProcess.StartEmptyAsync($"--Secrets:Directory={_secrets.FullName}");

        await SetAsync("20");
        await Eventually.TrueAsync(() => portal.Output.Contains("Engine:Limits:PerLink changed from 10 to 20 without a restart (a file changed)", StringComparison.Ordinal));

        await SetAsync("30");
        await HangUpAsync(portal);
        await Eventually.TrueAsync(() => portal.Output.Contains("Engine:Limits:PerLink changed from 20 to 30 without a restart (SIGHUP)", StringComparison.Ordinal));
        await HangUpAsync(portal);
        await Eventually.TrueAsync(() => portal.Output.Contains("all of them are in force (SIGHUP)", StringComparison.Ordinal));
        Assert.Equal(0, await portal.TerminateAsync());
    }

    private Task SetAsync(string value) => File.WriteAllTextAsync(Path.Combine(_secrets.FullName, "Engine__Limits__PerLink"), value, TestContext.Current.CancellationToken);

    private static Task<ToolResult> HangUpAsync(PortalProcess portal) => Tool.RunAsync("kill", "", "-HUP", portal.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
