using System.Runtime.InteropServices;

namespace PrivateLink.Portal.Files;

/// <summary>
/// The only place that creates files and folders. Only this account may access them: files 0600, folders 0700, with any umask. The database holds the
/// keys of all cookies, and the policy holds all links.
/// </summary>
internal static partial class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;

    private const uint AllButOwner = 0b000_111_111;

    /// <summary>Makes everything that this process creates private, including files from libraries such as SQLite. Call it first.</summary>
    public static void ByDefault()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(AllButOwner);
    }

    /// <summary>Creates a folder and its missing parents. Existing folders stay unchanged.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // Otherwise the mode would apply to the last folder only.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above && !Directory.Exists(above)) CreateFolder(above);
        Directory.CreateDirectory(path, OwnerOnlyFolder);
    }

    /// <summary>Opens a file, and creates it if needed. An existing file becomes private too.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize = 4096)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = bufferSize };
        if (OperatingSystem.IsWindows()) return new FileStream(path, options);

        options.UnixCreateMode = OwnerOnly;
        var file = new FileStream(path, options);
        try
        {
            // An existing file still has its old mode.
            if (File.GetUnixFileMode(file.SafeFileHandle) != OwnerOnly) File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // It belongs to another account that gave this one access, or it is read-only. The start reports who can read it.
        }

        return file;
    }

    /// <summary>Creates an empty file, for a library that would create it with access for everyone.</summary>
    /// <exception cref="IOException">The file exists.</exception>
    public static void CreateEmpty(string path) => Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();

    /// <summary>Removes other accounts' access to a file or a folder.</summary>
    /// <returns>Whether other accounts had access.</returns>
    /// <exception cref="UnauthorizedAccessException">It belongs to another account.</exception>
    public static bool TakeFromOthers(FileSystemInfo info)
    {
        if (OperatingSystem.IsWindows()) return false;
        if (!IsOpenToOthers(info)) return false;
        info.UnixFileMode &= info is DirectoryInfo ? OwnerOnlyFolder : OwnerOnly;
        return true;
    }

    /// <summary>Whether the group or others have any access to it.</summary>
    public static bool IsOpenToOthers(FileSystemInfo info) => ((uint)info.UnixFileMode & AllButOwner) != 0;

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);
}
