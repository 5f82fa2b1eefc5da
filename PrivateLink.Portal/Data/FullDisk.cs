using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PrivateLink.Portal.Data;

/// <summary>For a full disk, names the folder to free and how full it is. SQLite itself names no file.</summary>
internal static class FullDisk
{
    /// <summary>The remedy if the folder is not known.</summary>
    public const string Unnamed = "The disk of the SQLite database is full. Delete or move other files there, or enlarge the disk; nothing has to be restarted.";

    /// <summary>If more than this is free, the disk of the file is not the full one. A small disk is not full while a quarter is free.</summary>
    private const long Enough = 64 << 20;

    /// <summary>The cause and the remedy: two sentences for operators.</summary>
    /// <param name="connectionString">The connection string of the database.</param>
    /// <returns>Null if the database has no file, or if the disk cannot be queried.</returns>
    public static string? Explain(string? connectionString) => Look(connectionString) is { } disk ? Words(disk.Folder, disk.Free, disk.Total) : null;

    /// <summary>The folder of the database, and how much of its disk is free; null if there is no file, or if the disk cannot be queried.</summary>
    public static DiskSpace? Look(string? connectionString)
    {
        if (connectionString is null || new SqliteConnectionStringBuilder(connectionString).DataSource is not { Length: > 0 } file || file == ":memory:") return null;
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            var disk = new DriveInfo(folder);
            return new(folder, disk.AvailableFreeSpace, disk.TotalSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The disk has got room since the last attempt, which is repeated within seconds.</summary>
    public static string FreedWords(DiskSpace disk) =>
        $"The disk of the folder {disk.Folder} has room again: {SizeOf(disk.Free)} of {SizeOf(disk.Total)} are free. Connections are stored with the next attempt, within a few seconds.";

    internal static string Words(string folder, long free, long total) => free > Math.Min(Enough, total / 4)
        ? $"SQLite found no room for the database in {folder}, although {SizeOf(free)} of {SizeOf(total)} are free there. Look at quotas, and at the folder for temporary files ({Path.GetTempPath()})."
        : $"The disk of the folder {folder} is full: {SizeOf(free)} of {SizeOf(total)} are free. Delete or move other files there, or enlarge the disk; nothing has to be restarted.";

    internal static string SizeOf(long bytes) => bytes switch
    {
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024} KB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.#} GB"),
    };
}

/// <summary>A folder, and how many bytes of its disk are free.</summary>
internal sealed record DiskSpace(string Folder, long Free, long Total)
{
    /// <summary>On a large disk, this much is room enough for days.</summary>
    private const long Ample = 1L << 30;

    /// <summary>On a small disk, one part of so many.</summary>
    private const int Part = 20;

    /// <summary>Whether less than 1 GB and less than 5 % of the disk are free.</summary>
    public bool IsAlmostFull => Free < Math.Min(Ample, Total / Part);

    /// <summary>How much is free, as a part of a sentence.</summary>
    public string Words => $"{FullDisk.SizeOf(Free)} of {FullDisk.SizeOf(Total)} are free";
}
