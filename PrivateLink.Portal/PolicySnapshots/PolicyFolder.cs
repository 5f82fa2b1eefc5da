using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Where the policy in force is kept.</summary>
/// <param name="Path">The folder; it need not exist yet.</param>
public sealed record PolicyFolder(string Path)
{
    private const string BesideServer = "portal-data/policy";

    /// <summary>As configured, or beside the SQLite file: whoever moves the database moves its policy too.</summary>
    public static PolicyFolder Of(IOptions<PolicyOptions> policy, IOptions<DatabaseOptions> database, IHostEnvironment host)
    {
        var file = DatabaseConnection.SqliteFile(database.Value, host.ContentRootPath);
        var folder = policy.Value.Folder ?? (file is null ? BesideServer : System.IO.Path.ChangeExtension(file, ".policy"));
        return new PolicyFolder(System.IO.Path.GetFullPath(folder, host.ContentRootPath));
    }
}
