using System.Globalization;
using PrivateLink.Engine.Settings;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Packaging;

/// <summary>The units that the package installs, as systemd's own tools see them. None of them needs a running systemd.</summary>
public sealed class ServiceUnitTests : IDisposable
{
    private const string Service = "privatelink.service";
    private const string Program = "/usr/lib/privatelink/current/PrivateLink.Portal";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-units-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Service_ItsLines_SayHowTheProcessLives()
    {
        var unit = ServiceUnit.Read(Service);

        Assert.Equal(["notify"], unit["Type"]);
        Assert.Equal(["all"], unit["NotifyAccess"]); // otherwise systemd ignores the process that takes over
        Assert.Equal([Program], unit["ExecStart"]);
        Assert.Equal([$"{Program} upgrade"], unit["ExecReload"]);
        Assert.Equal(["0077"], unit["UMask"]);
        Assert.Equal(["privatelink"], unit["User"]);
        Assert.Single(unit["WatchdogSec"]);
        Assert.Equal(["SIGKILL"], unit["WatchdogSignal"]); // the runtime goes on after the first SIGABRT
        Assert.Single(unit["LimitNOFILE"]);
    }

    [Fact]
    public void Service_TimeToStop_IsLongerThanTheEngineNeeds()
    {
        var timeouts = new TimeoutOptions();

        var stop = TimeSpan.FromSeconds(int.Parse(ServiceUnit.Read(Service)["TimeoutStopSec"].Single(), CultureInfo.InvariantCulture));

        Assert.True(stop > timeouts.LameDuck + timeouts.Drain + TimeSpan.FromSeconds(10), $"{stop}");
    }

    [Theory]
    [InlineData(Service)]
    [InlineData("privatelink.socket")]
    [Needs(Needs.Process)]
    public async Task Units_VerifiedBySystemd_HaveNoMistake(string name)
    {
        foreach (var unit in Directory.GetFiles(ServiceUnit.Folder, "privatelink.*"))
        {
            // The program is not installed here, and systemd looks for it.
            var text = await File.ReadAllTextAsync(unit, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, Path.GetFileName(unit)), text.Replace(Program, "/bin/true", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }

        var result = await Tool.RunAsync("systemd-analyze", "", "verify", Path.Combine(_folder.FullName, name));

        Assert.DoesNotContain("privatelink", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    [Needs(Needs.Process)]
    public async Task Service_RatedBySystemd_IsOkOrBetter()
    {
        var result = await Tool.RunAsync("systemd-analyze", "", "security", "--offline=true", "--threshold=50", "--no-pager", Path.Combine(ServiceUnit.Folder, Service));

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }
}
