using Microsoft.Extensions.Options;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Files;
using PrivateLink.Portal.PolicySnapshots.Disk;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Where the policy in force is kept.</summary>
/// <param name="Path">The folder; it need not exist yet.</param>
public sealed record PolicyFolder(string Path) : IDatabaseTrace
{
    internal const string LockName = "lock";

    /// <summary>The socket at which the people of this machine follow decisions: the folder is one process's own.</summary>
    internal const string TailName = "tail.socket";

    private const string BesideServer = "portal-data/policy";
    private const string BesideSqlite = ".policy";

    private static readonly string[] OwnSuffixes = [".policy", ".journal", DurableFiles.TemporarySuffix];

    string IDatabaseTrace.Folder => Path;

    /// <summary>The folder, once a policy is in it. One that cannot be looked into counts too: nobody knows that it is empty.</summary>
    string? IDatabaseTrace.Location => HoldsPolicy(Path) ? Path : null;

    string? IDatabaseTrace.LocationOfAnother(string file) =>
        System.IO.Path.GetDirectoryName(file) is { Length: > 0 } folder && Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder, "*" + BesideSqlite).FirstOrDefault(other => other != Path && HoldsPolicy(other))
            : null;

    /// <summary>As configured, or beside the SQLite file: anyone who moves the database moves its policy too.</summary>
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

    /// <summary>Whether the portal makes files of this name in the folder.</summary>
    internal static bool IsOwn(string name) =>
        name is LockName or TailName or DiskReserve.Name || AuditCheckpoint.IsOwn(name) || Array.Exists(OwnSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal));
}
