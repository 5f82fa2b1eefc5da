using System.Runtime.InteropServices;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>Files that survive a crash of the machine: what has been written lies on the disk, and so does its name.</summary>
internal static partial class DurableFiles
{
    public const string TemporarySuffix = ".tmp";

    private const int ReadOnly = 0; // O_RDONLY

    /// <summary>Writes a file beside its final name, makes it last, then renames it: whoever looks finds the old one or the new one, whole.</summary>
    public static void Replace(string path, Action<Stream> write)
    {
        var temporary = path + TemporarySuffix;
        using (var file = PrivateFiles.Open(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes names in a folder last (fsync(2) of the folder). Other systems than Linux do it by themselves, or not at all.</summary>
    public static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw new IOException($"{folder} cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (Sync(descriptor) != 0) throw new IOException($"{folder} cannot be made to last (error {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
