namespace PrivateLink.Portal.Files;

/// <summary>Whether every account of this machine can read a file. The file and all the folders above must allow it.</summary>
internal static class ReadableByOthers
{
    public static bool Is(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            // Containers mount secrets as links, so the file behind the link matters.
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
            return file.Exists && file.UnixFileMode.HasFlag(UnixFileMode.OtherRead) && Above(file.FullName).All(folder => folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<DirectoryInfo> Above(string path)
    {
        for (var folder = Directory.GetParent(path); folder is not null; folder = folder.Parent) yield return folder;
    }
}
