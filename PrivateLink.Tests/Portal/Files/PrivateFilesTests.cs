using System.Runtime.Versioning;
using PrivateLink.Portal.Files;
using Xunit;

namespace PrivateLink.Tests.Portal.Files;

/// <summary>Files in a process with a foreign umask, here the tests' own, which lets others read.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;
    private const UnixFileMode Everybody = (UnixFileMode)0b110_110_110;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-files-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void CreateFolder_WithThoseAboveIt_IsForNobodyElse()
    {
        var path = Path.Combine(_folder.FullName, "above", "below");

        PrivateFiles.CreateFolder(path);

        Assert.Equal((OwnerOnlyFolder, OwnerOnlyFolder), (File.GetUnixFileMode(path), File.GetUnixFileMode(Path.GetDirectoryName(path)!)));
    }

    [Fact]
    public void Open_ANewFile_IsForNobodyElseFromTheFirstByte()
    {
        var path = Path.Combine(_folder.FullName, "new");

        using var file = PrivateFiles.Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Open_AFileThatWasLeftOpen_ClosesIt()
    {
        var path = Path.Combine(_folder.FullName, "left");
        File.WriteAllText(path, "secret");
        File.SetUnixFileMode(path, Everybody);

        using var file = PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
    }

    [Fact]
    public void CreateEmpty_ForALibrary_IsForNobodyElse()
    {
        var path = Path.Combine(_folder.FullName, "empty");

        PrivateFiles.CreateEmpty(path);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        Assert.Throws<IOException>(() => PrivateFiles.CreateEmpty(path));
    }
}
