using Microsoft.Extensions.Options;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Files;
using PrivateLink.Portal.PolicySnapshots.Disk;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>The folder that stores the policy in force.</summary>
/// <param name="Path">The folder. It need not exist yet.</param>
public sealed record PolicyFolder(string Path) : IDatabaseTrace
{
    internal const string LockName = "lock";

    /// <summary>The socket through which users of this machine follow decisions. The folder belongs to one process.</summary>
    internal const string TailName = "tail.socket";

    /// <summary>The socket through which another process takes over.</summary>
    internal const string TakeOverName = "takeover.socket";

    private const string BesideServer = "portal-data/policy";
    private const string BesideSqlite = ".policy";

    private static readonly string[] OwnSuffixes = [".policy", ".journal", DurableFiles.TemporarySuffix];

    string IDatabaseTrace.Folder => Path;

    /// <summary>The folder, if it contains a policy. An unreadable folder counts as well, because it may not be empty.</summary>
    string? IDatabaseTrace.Location => HoldsPolicy(Path) ? Path : null;

    string? IDatabaseTrace.LocationOfAnother(string file) =>
        System.IO.Path.GetDirectoryName(file) is { Length: > 0 } folder && Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder, "*" + BesideSqlite).FirstOrDefault(other => other != Path && HoldsPolicy(other))
            : null;

    /// <summary>The configured folder, or the folder beside the SQLite file. So the policy moves together with the database.</summary>
    public static PolicyFolder Of(IOptions<PolicyOptions> policy, IOptions<DatabaseOptions> database, IHostEnvironment host)
    {
        var file = DatabaseConnection.SqliteFile(database.Value, host.ContentRootPath);
        var folder = policy.Value.Folder ?? (file is null ? BesideServer : System.IO.Path.ChangeExtension(file, BesideSqlite));
        return new PolicyFolder(System.IO.Path.GetFullPath(folder, host.ContentRootPath));
    }

    private static bool HoldsPolicy(string folder)
    {
        try
        {
            return Directory.Exists(folder) && PolicyArchive.HoldsAny(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Whether the portal creates files with this name in the folder.</summary>
    internal static bool IsOwn(string name) =>
        name is LockName or TailName or TakeOverName or DiskReserve.Name || AuditCheckpoint.IsOwn(name) || Array.Exists(OwnSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal));
}
