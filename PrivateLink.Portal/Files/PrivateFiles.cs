using System.Runtime.InteropServices;

namespace PrivateLink.Portal.Files;

/// <summary>
/// The one place that makes files and folders. They belong to this account alone: files 0600, folders 0700, whatever the umask. The database
/// holds the keys of everybody's cookies, and the policy holds everybody's links.
/// </summary>
internal static partial class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;

    private const uint AllButOwner = 0b000_111_111;

    /// <summary>
    /// Makes whatever this process creates private from now on, also what libraries create: SQLite makes its own files. Called first of all.
    /// </summary>
    public static void ByDefault()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(AllButOwner);
    }

    /// <summary>Creates a folder, and those above it that are missing. A folder that is there stays as it is.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // The mode would be that of the last folder only.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above && !Directory.Exists(above)) CreateFolder(above);
        Directory.CreateDirectory(path, OwnerOnlyFolder);
    }

    /// <summary>Opens a file and creates it if need be. One that is there becomes private too.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize = 4096)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = bufferSize };
        if (OperatingSystem.IsWindows()) return new FileStream(path, options);

        options.UnixCreateMode = OwnerOnly;
        var file = new FileStream(path, options);
        try
        {
            // A file that was left behind keeps the mode that it had.
            if (File.GetUnixFileMode(file.SafeFileHandle) != OwnerOnly) File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // It belongs to another account, which may have let this one in, or cannot be written at all; the start says who can read it.
        }

        return file;
    }

    /// <summary>Creates an empty file, for a library that would create it for everybody.</summary>
    /// <exception cref="IOException">There is one already.</exception>
    public static void CreateEmpty(string path) => Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();

    /// <summary>Takes everybody else's access to a file or a folder away.</summary>
    /// <returns>Whether anybody else had access.</returns>
    /// <exception cref="UnauthorizedAccessException">It belongs to another account.</exception>
    public static bool TakeFromOthers(FileSystemInfo info)
    {
        if (OperatingSystem.IsWindows()) return false;
        if (!IsOpenToOthers(info)) return false;
        info.UnixFileMode &= info is DirectoryInfo ? OwnerOnlyFolder : OwnerOnly;
        return true;
    }

    /// <summary>Whether the group or everybody may do anything with it.</summary>
    public static bool IsOpenToOthers(FileSystemInfo info) => ((uint)info.UnixFileMode & AllButOwner) != 0;

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);
}
