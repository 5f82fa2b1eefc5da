using System.Globalization;
using System.Text;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>Lists what is in folders, with sizes and permissions. It opens no file.</summary>
internal static class FolderListing
{
    private const int MostEntries = 2_000;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true, AttributesToSkip = 0 };

    /// <summary>A folder inside another one is listed with it.</summary>
    public static string Of(IEnumerable<string> folders)
    {
        var text = new StringBuilder();
        List<string> listed = [];
        foreach (var folder in folders.Select(Path.GetFullPath).Distinct().OrderBy(static folder => folder.Length))
        {
            if (listed.Exists(other => folder.StartsWith(other + Path.DirectorySeparatorChar, StringComparison.Ordinal))) continue;
            listed.Add(folder);
            Add(text, new DirectoryInfo(folder));
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, DirectoryInfo folder)
    {
        text.Append(CultureInfo.InvariantCulture, $"{folder.FullName}\n");
        if (!folder.Exists)
        {
            text.Append("  does not exist, or this account may not see it\n\n");
            return;
        }

        var disk = new DriveInfo(folder.FullName);
        text.Append(CultureInfo.InvariantCulture, $"  {disk.AvailableFreeSpace >> 20} of {disk.TotalSize >> 20} MiB are free, file system {disk.DriveFormat}\n");
        AddEntry(text, folder, ".");
        var entries = folder.EnumerateFileSystemInfos("*", Everything).Take(MostEntries + 1).OrderBy(static entry => entry.FullName, StringComparer.Ordinal).ToList();
        foreach (var entry in entries.Take(MostEntries)) AddEntry(text, entry, Path.GetRelativePath(folder.FullName, entry.FullName));
        if (entries.Count > MostEntries) text.Append("  … and more\n");
        text.Append('\n');
    }

    private static void AddEntry(StringBuilder text, FileSystemInfo entry, string name)
    {
        var mode = OperatingSystem.IsWindows() ? "" : Convert.ToString((int)entry.UnixFileMode, 8).PadLeft(4, '0');
        var size = entry is FileInfo file ? file.Length.ToString(CultureInfo.InvariantCulture) : "folder";
        text.Append(CultureInfo.InvariantCulture, $"  {mode} {size,14} {entry.LastWriteTimeUtc:yyyy-MM-dd HH:mm:ss} {name}\n");
    }
}
