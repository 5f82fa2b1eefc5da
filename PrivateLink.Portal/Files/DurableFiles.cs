using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PrivateLink.Portal.Files;

/// <summary>Files that survive a crash of the machine: their content and their names are on the disk.</summary>
internal static partial class DurableFiles
{
    public const string TemporarySuffix = ".tmp";

    private const int ReadOnly = 0; // O_RDONLY
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;
    private const int NoSpace = 28;
    private const int OverQuota = 122;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Writes a temporary file, flushes it to disk and renames it. Readers find either the old file or the new one, complete.</summary>
    public static void Replace(string path, Action<Stream> write)
    {
        var temporary = path + TemporarySuffix;
        try
        {
            using (var file = PrivateFiles.Open(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            // An incomplete file is useless, and on a full disk it takes space that others need.
            Remove(temporary);
            throw;
        }

        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Writes a part of a file. It is on the disk when this returns.</summary>
    public static void WriteThrough(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        RandomAccess.Write(file, bytes, offset);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>The free space on a folder's disk for this user.</summary>
    public static long FreeSpace(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>Whether the disk or the user's quota is full.</summary>
    public static bool IsFull(IOException exception) => exception.HResult is NoSpace or OverQuota or WindowsDiskFull;

    /// <summary>Whether another process has locked the file.</summary>
    public static bool IsHeld(IOException exception) => exception.HResult is WouldBlock or WouldBlockOnMac or WindowsSharingViolation;

    /// <summary>Removes a file if possible.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next start removes what remains.
        }
    }

    /// <summary>Makes names in a folder durable (fsync(2) of the folder). Systems other than Linux do this automatically, or not at all.</summary>
    public static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw new IOException($"{folder} cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (Sync(descriptor) != 0) throw new IOException($"{folder} cannot be written durably (error {Marshal.GetLastPInvokeError()}).");
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
