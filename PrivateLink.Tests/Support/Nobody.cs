using System.Runtime.Versioning;

namespace PrivateLink.Tests.Support;

/// <summary>Another account of this machine. Only root can become it; without root the modes have to do as a proof.</summary>
[UnsupportedOSPlatform("windows")]
internal static class Nobody
{
    /// <summary>Whether that account can read a file, or see what is in a folder.</summary>
    public static async Task<bool> CanReadAsync(string path)
    {
        if (!Environment.IsPrivilegedProcess) return IsOpen(path);
        var program = Directory.Exists(path) ? "ls" : "cat";
        return (await Tool.RunAsync("setpriv", "", "--reuid=65534", "--regid=65534", "--clear-groups", program, path)).ExitCode == 0;
    }

    /// <summary>The modes of everything below a folder, and of the folder, that are not private: empty when all is right.</summary>
    public static IEnumerable<string> OpenIn(DirectoryInfo folder) =>
        folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Prepend(folder)
            .Where(info => IsOpen(info.FullName))
            .Select(info => $"{info.FullName}: {info.UnixFileMode}");

    private static bool IsOpen(string path) =>
        (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != 0;
}
