using Microsoft.Extensions.Options;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Files;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Hosting;

/// <summary>
/// At start, removes other accounts' access that an earlier version, a restored backup or a careless copy left. Files are recognised by name. A
/// folder is changed only if it holds nothing else, because others also use a home folder or <c>/tmp</c>.
/// </summary>
internal sealed partial class FilePrivacy(IOptions<DatabaseOptions> database, PolicyFolder policy, IHostEnvironment host, ILogger<FilePrivacy> logger)
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public void Restore()
    {
        if (OperatingSystem.IsWindows()) return;
        if (DatabaseConnection.SqliteFile(database.Value, host.ContentRootPath) is { } path) RestoreDatabase(new FileInfo(Path.GetFullPath(path)));
        Restore(new DirectoryInfo(policy.Path), entry => entry is FileInfo && PolicyFolder.IsOwn(entry.Name));
    }

    private void RestoreDatabase(FileInfo file)
    {
        // SQLite keeps its other files beside the target of a link.
        var target = file.Exists ? file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file : file;
        string[] own = [target.Name, .. SqliteFile.Suffixes.Select(suffix => target.Name + suffix)];
        Restore(target.Directory!, entry => entry is FileInfo
            ? own.Contains(entry.Name)
            : entry.Name == Path.GetFileName(policy.Path) || entry.Name == Path.ChangeExtension(file.Name, JournalFolder.Suffix));
    }

    private void Restore(DirectoryInfo named, Predicate<FileSystemInfo> isOwn)
    {
        try
        {
            if (!named.Exists) return;
            var folder = named.ResolveLinkTarget(returnFinalTarget: true) as DirectoryInfo ?? named;
            var entries = folder.GetFileSystemInfos();
            if (!IsPlaceOfOthers(folder) && (IsDefault(folder) || Array.TrueForAll(entries, isOwn))) Close(folder);
            else if ((folder.UnixFileMode & WritableByOthers) != 0 && !folder.UnixFileMode.HasFlag(UnixFileMode.StickyBit)) LogWritable(folder.FullName);
            else if (PrivateFiles.IsOpenToOthers(folder)) LogLeftOpen(folder.FullName);

            // A link may lead to a file that does not belong to the portal.
            foreach (var file in entries.OfType<FileInfo>().Where(file => isOwn(file) && file.LinkTarget is null)) Close(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotClosed(named.FullName, exception.Message);
        }
    }

    private void Close(FileSystemInfo info)
    {
        try
        {
            if (PrivateFiles.TakeFromOthers(info)) LogClosed(info.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotClosed(info.FullName, exception.Message);
        }
    }

    /// <summary>The portal's default folder. It counts as the portal's own, even if it contains other files.</summary>
    private bool IsDefault(DirectoryInfo folder) => IsSame(folder, Path.Combine(host.ContentRootPath, Path.GetDirectoryName(new DatabaseOptions().Path)!));

    private bool IsPlaceOfOthers(DirectoryInfo folder) =>
        folder.UnixFileMode.HasFlag(UnixFileMode.StickyBit) || folder.Parent is null
        || ((string[])[Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Path.GetTempPath(), Environment.CurrentDirectory, host.ContentRootPath])
            .Any(place => place.Length > 0 && IsSame(folder, place));

    private static bool IsSame(DirectoryInfo folder, string path) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)) == Path.TrimEndingDirectorySeparator(folder.FullName);

    [LoggerMessage(2050, LogLevel.Warning, "{Path} was readable by other accounts on this machine and is now restricted. Anyone who read it may have the keys for cookies and forms")]
    private partial void LogClosed(string path);

    [LoggerMessage(2051, LogLevel.Warning, "It is uncertain whether other accounts on this machine can read {Path}: {Why}")]
    private partial void LogNotClosed(string path, string why);

    [LoggerMessage(2052, LogLevel.Warning, "Other accounts on this machine can write to {Folder} and replace the portal's files. Use a separate folder for these files")]
    private partial void LogWritable(string folder);

    [LoggerMessage(2053, LogLevel.Information, "{Folder} holds other files too, so it stays open to other accounts. The portal's files in it are restricted")]
    private partial void LogLeftOpen(string folder);
}
