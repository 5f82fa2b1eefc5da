using System.Runtime.Versioning;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

/// <summary>The portal's files on disk must be private from other accounts of the machine.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FilePrivacyTests : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
    private const UnixFileMode Public = (UnixFileMode)0b110_100_100;
    private const UnixFileMode PublicFolder = (UnixFileMode)0b111_101_101;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly string[] OwnFiles =
        ["portal.db", "portal.db-wal", "portal.db-shm", "portal.db.lock", "portal.policy/lock", "portal.policy/00000001.policy", "portal.policy/00000001.journal"];

    private readonly DirectoryInfo _shared = Directory.CreateTempSubdirectory("privatelink-privacy-");

    public FilePrivacyTests() => _shared.UnixFileMode = PublicFolder;

    public void Dispose() => _shared.Delete(recursive: true);

    [Needs(Needs.Process)]
    [Fact]
    public async Task Verbs_WithoutAMask_MakeFilesForNobodyElse()
    {
        var database = Path.Combine(_shared.FullName, "data", "portal.db");
        var copy = Path.Combine(_shared.FullName, "copy.db");

        await RunAsync($"db migrate --Database:Path={database}");
        await RunAsync($"db backup {copy} --Database:Path={database}");

        Assert.Empty(Nobody.OpenIn(Directory.GetParent(database)!));
        Assert.False(await Nobody.CanReadAsync(database));
        Assert.False(await Nobody.CanReadAsync(copy));
        await File.WriteAllTextAsync(Path.Combine(_shared.FullName, "control"), "", TestContext.Current.CancellationToken);
        Assert.True(await Nobody.CanReadAsync(Path.Combine(_shared.FullName, "control")));
    }

    [Needs(Needs.Process)]
    [Fact]
    public async Task Start_OfAnOpenInstallation_ClosesItAndSaysSo()
    {
        var folder = _shared.CreateSubdirectory("data");
        await using (var earlier = await PortalProcess.StartInAsync(folder)) await earlier.TerminateAsync();
        foreach (var info in folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(folder)) info.UnixFileMode = Everybody;
        Assert.True(await Nobody.CanReadAsync(Path.Combine(folder.FullName, "portal.db")));

        await using var portal = await PortalProcess.StartInAsync(folder, settings: "--Portal:PublicUrl=https://privatelink.my-saas.io");

        Assert.Empty(Nobody.OpenIn(folder));
        Assert.False(await Nobody.CanReadAsync(Path.Combine(folder.FullName, "portal.db")));
        Assert.False(await Nobody.CanReadAsync(folder.FullName));
        await Eventually.TrueAsync(() => portal.Output.Contains($"{folder.FullName}/portal.db was readable by other accounts", StringComparison.Ordinal));

        // Also warns about the key ring without a certificate if other machines can connect.
        await Eventually.TrueAsync(() => portal.Output.Contains("The keys for cookies and forms are stored unencrypted in the database", StringComparison.Ordinal));
    }

    [Fact]
    public void Restore_AFolderWithOtherFiles_ClosesOurFilesOnly()
    {
        Fill(_shared);
        var other = Path.Combine(_shared.FullName, "holiday.jpg");
        File.WriteAllText(other, "");
        File.SetUnixFileMode(other, Public);

        var log = Restore(_shared);

        Assert.All(OwnFiles, name => Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(_shared.FullName, name))));
        Assert.Equal((Public, PublicFolder), (File.GetUnixFileMode(other), File.GetUnixFileMode(_shared.FullName)));
        Assert.Single(log.Of(2053));
    }

    [Theory]
    [InlineData(UnixFileMode.StickyBit | Everybody)] // as /tmp
    [InlineData(PublicFolder)] // as a home
    public void Restore_APlaceOfOthers_ClosesOurFilesOnly(UnixFileMode mode)
    {
        Fill(_shared);
        _shared.UnixFileMode = mode;

        Restore(_shared, contentRoot: mode == PublicFolder ? _shared.FullName : "/");

        Assert.Equal(mode, File.GetUnixFileMode(_shared.FullName));
        Assert.All(OwnFiles, name => Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(_shared.FullName, name))));
    }

    [Fact]
    public void Restore_AFolderOfOurFilesAlone_ClosesItToo()
    {
        Fill(_shared);

        var log = Restore(_shared);

        Assert.Empty(Nobody.OpenIn(_shared));
        Assert.Equal(OwnFiles.Length + 2, log.Of(2050).Count());
        Assert.Empty(Restore(_shared).Lines);
    }

    [Fact]
    public void Restore_ALinkWithANameOfOurs_LeavesWhatItLeadsTo()
    {
        Fill(_shared);
        var elsewhere = Directory.CreateTempSubdirectory("privatelink-elsewhere-");
        var other = Path.Combine(elsewhere.FullName, "other");
        File.WriteAllText(other, "");
        File.SetUnixFileMode(other, Public);
        File.Delete(Path.Combine(_shared.FullName, "portal.db-wal"));
        File.CreateSymbolicLink(Path.Combine(_shared.FullName, "portal.db-wal"), other);

        Restore(_shared);

        Assert.Equal(Public, File.GetUnixFileMode(other));
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public void Restore_ADatabaseBehindALink_ClosesTheFileItself()
    {
        var real = _shared.CreateSubdirectory("real");
        Fill(real);
        var link = _shared.CreateSubdirectory("link");
        File.CreateSymbolicLink(Path.Combine(link.FullName, "portal.db"), Path.Combine(real.FullName, "portal.db"));

        Restore(link);

        Assert.False(File.GetUnixFileMode(Path.Combine(real.FullName, "portal.db")).HasFlag(UnixFileMode.OtherRead));
        Assert.False(File.GetUnixFileMode(Path.Combine(real.FullName, "portal.db-wal")).HasFlag(UnixFileMode.OtherRead));
    }

    private static void Fill(DirectoryInfo folder)
    {
        folder.CreateSubdirectory("portal.policy").UnixFileMode = PublicFolder;
        folder.UnixFileMode = PublicFolder;
        foreach (var name in OwnFiles)
        {
            File.WriteAllText(Path.Combine(folder.FullName, name), "");
            File.SetUnixFileMode(Path.Combine(folder.FullName, name), Public);
        }
    }

    private static RecordedLog Restore(DirectoryInfo folder, string contentRoot = "/")
    {
        var log = new RecordedLog();
        var database = new DatabaseOptions { Path = Path.Combine(folder.FullName, "portal.db") };
        new FilePrivacy(Options.Create(database), new PolicyFolder(Path.Combine(folder.FullName, "portal.policy")), new TestHost(contentRoot), log.For<FilePrivacy>()).Restore();
        return log;
    }

    /// <summary>Starts it as a service manager without a umask does.</summary>
    private static async Task RunAsync(string arguments)
    {
        var result = await Tool.RunAsync("sh", "", "-c", $"umask 000; exec '{PortalProcess.Program}' {arguments}");
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
