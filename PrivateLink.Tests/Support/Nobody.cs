using System.Runtime.Versioning;

namespace PrivateLink.Tests.Support;

/// <summary>Another account of this machine. Only root can switch to it; without root, file modes serve as the proof.</summary>
[UnsupportedOSPlatform("windows")]
internal static class Nobody
{
    /// <summary>Whether that account can read a file or list a folder.</summary>
    public static async Task<bool> CanReadAsync(string path)
    {
        if (!Environment.IsPrivilegedProcess) return IsOpen(path);
        var program = Directory.Exists(path) ? "ls" : "cat";
        return (await Tool.RunAsync("setpriv", "", "--reuid=65534", "--regid=65534", "--clear-groups", program, path)).ExitCode == 0;
    }

    /// <summary>The entries below a folder, and the folder itself, whose modes are not private. Empty if all are private.</summary>
    public static IEnumerable<string> OpenIn(DirectoryInfo folder) =>
        folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Prepend(folder)
            .Where(info => IsOpen(info.FullName))
            .Select(info => $"{info.FullName}: {info.UnixFileMode}");

    private static bool IsOpen(string path) =>
        (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != 0;
}
