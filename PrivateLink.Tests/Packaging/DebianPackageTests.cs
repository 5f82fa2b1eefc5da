using System.Diagnostics;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Packaging;

/// <summary>The Debian package, built from a program of a few kilobytes and installed in a clean root.</summary>
[Needs(Needs.Process)]
public sealed class DebianPackageTests : IDisposable
{
    private const string Programs = "usr/lib/privatelink";

    private readonly CleanRoot _root = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("linux-x64", "0.9.0", "privatelink_0.9.0_amd64.deb")]
    [InlineData("linux-arm64", "1.0.0-rc.1", "privatelink_1.0.0~rc.1_arm64.deb")]
    public async Task Build_Twice_GivesTheSameBytes(string runtime, string version, string file)
    {
        var first = await _root.PackAsync(version, "/bin/true", runtime, "first");
        var second = await _root.PackAsync(version, "/bin/true", runtime, "second");

        Assert.Equal(file, Path.GetFileName(first));
        Assert.NotEqual(first, second);
        Assert.Equal(await File.ReadAllBytesAsync(first, Cancel), await File.ReadAllBytesAsync(second, Cancel));
    }

    [Fact]
    public async Task Install_InACleanRoot_MakesTheAccountAndItsFoldersAndStartsNothing()
    {
        await _root.DpkgAsync("-i", await _root.PackAsync("0.9.0", "/bin/true"));

        Assert.Contains("privatelink:x:", await File.ReadAllTextAsync(_root.At("etc/passwd"), Cancel), StringComparison.Ordinal);
        Assert.Equal("700 privatelink privatelink", await OwnerAsync("var/lib/privatelink"));
        Assert.Equal("750 root privatelink", await OwnerAsync("etc/privatelink"));
        Assert.Equal("640 root privatelink", await OwnerAsync("etc/privatelink/appsettings.json"));
        Assert.Equal("640 root privatelink", await OwnerAsync("etc/privatelink/environment"));
        Assert.True(File.Exists(_root.At($"{Programs}/current/PrivateLink.Portal")));
        Assert.True(File.Exists(_root.At($"{Programs}/current/wwwroot/portal.css")));
        Assert.DoesNotContain(_root.Calls, static call => call.StartsWith("start", StringComparison.Ordinal) || call.StartsWith("enable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Upgrade_OfARunningService_HandsOverAndLeavesTheRunningProgramItsFiles()
    {
        await _root.DpkgAsync("-i", await _root.PackAsync("0.9.0", "/bin/sleep"));
        using var running = Process.Start(_root.At($"{Programs}/current/PrivateLink.Portal"), "1h");
        try
        {
            await Eventually.TrueAsync(() => new FileInfo($"/proc/{running.Id}/exe").LinkTarget?.Contains("0.9.0", StringComparison.Ordinal) == true);
            _root.Play(reloads: true);

            await _root.DpkgAsync("-i", await _root.PackAsync("0.9.1", "/bin/true"));

            Assert.Equal(["daemon-reload", "is-active --quiet privatelink.service", "reload privatelink.service"], _root.Calls);
            Assert.Equal(2, Versions.Length);
            Assert.Contains("0.9.1", new DirectoryInfo(_root.At($"{Programs}/current")).LinkTarget, StringComparison.Ordinal);
            Assert.Equal("0.9.0", await File.ReadAllTextAsync(Path.Combine(Versions[0], "wwwroot", "portal.css"), Cancel));
        }
        finally
        {
            running.Kill();
            await running.WaitForExitAsync(Cancel);
        }

        await _root.DpkgAsync("-i", await _root.PackAsync("0.9.2", "/bin/true"));
        Assert.Contains("0.9.2", Assert.Single(Versions), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upgrade_ThatDoesNotTakeOver_SaysSoAndIsInstalled()
    {
        await _root.DpkgAsync("-i", await _root.PackAsync("0.9.0", "/bin/true"));
        _root.Play(reloads: false);

        var result = await _root.DpkgAsync("-i", await _root.PackAsync("0.9.1", "/bin/true"));

        Assert.Contains("the old one goes on", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_root.Calls, static call => call.Contains("restart", StringComparison.Ordinal) || call.Contains("stop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Upgrade_ChangedSettings_AreKept()
    {
        await _root.DpkgAsync("-i", await _root.PackAsync("0.9.0", "/bin/true"));
        await File.WriteAllTextAsync(_root.At("etc/privatelink/appsettings.json"), "{ }", Cancel);

        await _root.DpkgAsync("-i", await _root.PackAsync("0.9.1", "/bin/true"));

        Assert.Equal("{ }", await File.ReadAllTextAsync(_root.At("etc/privatelink/appsettings.json"), Cancel));
        Assert.Equal("640 root privatelink", await OwnerAsync("etc/privatelink/appsettings.json"));
    }

    [Fact]
    public async Task Remove_KeepsSettingsAndData_AndPurgeRemovesWhatThePortalWrote()
    {
        await _root.DpkgAsync("-i", await _root.PackAsync("0.9.0", "/bin/true"));
        string[] written = ["var/lib/privatelink/portal.db", "var/lib/privatelink/portal.db-wal", "var/lib/privatelink/policy/00000001.policy"];
        Directory.CreateDirectory(_root.At("var/lib/privatelink/policy"));
        foreach (var file in written) await File.WriteAllTextAsync(_root.At(file), "", Cancel);
        await File.WriteAllTextAsync(_root.At("var/lib/privatelink/backup.db"), "a person's", Cancel);

        await _root.DpkgAsync("-r", "privatelink");
        Assert.Contains("stop privatelink.service", _root.Calls);
        Assert.False(Directory.Exists(_root.At(Programs)));
        Assert.All([.. written, "etc/privatelink/appsettings.json", "etc/privatelink/environment"], file => Assert.True(File.Exists(_root.At(file)), file));

        await _root.DpkgAsync("-P", "privatelink");
        Assert.False(Directory.Exists(_root.At("etc/privatelink")));
        Assert.All(written, file => Assert.False(File.Exists(_root.At(file)), file));
        Assert.True(File.Exists(_root.At("var/lib/privatelink/backup.db")));
    }

    private string[] Versions => [.. Directory.GetDirectories(_root.At($"{Programs}/versions")).Order(StringComparer.Ordinal)];

    /// <summary>Mode, account and group, by the names that this root gives to the numbers.</summary>
    private async Task<string> OwnerAsync(string path)
    {
        var words = (await Tool.RunAsync("stat", "", "-c", "%a %u %g", _root.At(path))).Output.Split();
        return $"{words[0]} {await NameAsync("etc/passwd", words[1])} {await NameAsync("etc/group", words[2])}";
    }

    private async Task<string> NameAsync(string file, string number) =>
        number == "0" ? "root" : (await File.ReadAllLinesAsync(_root.At(file), Cancel)).Select(static line => line.Split(':')).Single(fields => fields[2] == number)[0];
}
