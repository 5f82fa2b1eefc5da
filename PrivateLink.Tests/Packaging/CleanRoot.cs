using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Packaging;

/// <summary>
/// An empty folder as the root of a Debian system, with dpkg's files and a played <c>systemctl</c> that notes how it was called. The package's scripts
/// run outside, so that the root needs no shell. Its account and folders are made by systemd's real tools.
/// </summary>
internal sealed class CleanRoot : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly DirectoryInfo _outside;

    /// <summary>Skips the test if the machine cannot do it.</summary>
    public CleanRoot()
    {
        foreach (var tool in (string[])["dpkg", "dpkg-deb", "systemd-sysusers", "systemd-tmpfiles", "setpriv"]) Tool.Require(tool);
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "dpkg needs root to give files to another account");
        _folder = Directory.CreateTempSubdirectory("privatelink-root-");
        _outside = Directory.CreateTempSubdirectory("privatelink-package-");
        foreach (var folder in (string[])["var/lib/dpkg/info", "var/lib/dpkg/updates", "run/systemd/system", "etc"]) Directory.CreateDirectory(At(folder));
        File.WriteAllText(At("var/lib/dpkg/status"), "");
        Play(reloads: true);
    }

    /// <summary>How systemd was called, one call a line.</summary>
    public string[] Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private string Log => Path.Combine(_outside.FullName, "calls");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _outside.Delete(recursive: true);
    }

    public string At(string path) => Path.Combine(_folder.FullName, path);

    /// <summary>What the played systemd answers: the service is active, and a reload succeeds or fails.</summary>
    public void Play(bool reloads)
    {
        var systemctl = Path.Combine(_outside.FullName, "systemctl");
        File.WriteAllText(systemctl, $"#!/bin/sh\necho \"$*\" >>{Log}\n[ \"$1\" != reload ] || exit {(reloads ? 0 : 1)}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(systemctl, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Delete(Log);
    }

    /// <summary>Builds the package from a program, which stands for a published one.</summary>
    public async Task<string> PackAsync(string version, string program, string runtime = "linux-x64", string name = "packages")
    {
        var published = Directory.CreateDirectory(Path.Combine(_outside.FullName, $"published-{version}"));
        Directory.CreateDirectory(Path.Combine(published.FullName, "wwwroot"));
        await File.WriteAllTextAsync(Path.Combine(published.FullName, "wwwroot", "portal.css"), version);
        File.Copy(program, Path.Combine(published.FullName, "PrivateLink.Portal"), overwrite: true);
        var result = await Tool.RunAsync(
            "env", "", $"VERSION={version}", $"OUTPUT={Path.Combine(_outside.FullName, name)}", "SOURCE_DATE_EPOCH=1700000000",
            Path.Combine(Repository.Root, "scripts", "package.sh"), runtime, published.FullName);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Trim();
    }

    /// <summary>Runs dpkg on this root. What the package depends on is not here, and the program is not started.</summary>
    public async Task<ToolResult> DpkgAsync(params IEnumerable<string> arguments)
    {
        var result = await Tool.RunAsync(
            "env", "", [$"PATH={_outside.FullName}:/usr/sbin:/usr/bin:/sbin:/bin", "dpkg", $"--root={_folder.FullName}", "--force-script-chrootless", "--force-depends", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        return result;
    }
}
