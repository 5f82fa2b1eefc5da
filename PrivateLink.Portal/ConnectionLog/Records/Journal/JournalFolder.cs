using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionLog.Records.Journal;

/// <summary>The folder that notes connections until the database has them.</summary>
/// <param name="Path">The folder, which need not exist yet; null when nothing is noted.</param>
public sealed record JournalFolder(string? Path)
{
    /// <summary>The suffix of the folder beside a SQLite file.</summary>
    public const string Suffix = ".records";

    private const string BesideServer = "portal-data/records";

    /// <summary>The configured folder, or the one beside the SQLite file.</summary>
    public static JournalFolder Of(IOptions<RecordsOptions> records, IOptions<DatabaseOptions> database, IHostEnvironment host)
    {
        var file = DatabaseConnection.SqliteFile(database.Value, host.ContentRootPath);
        var folder = records.Value.Folder ?? (file is null ? BesideServer : System.IO.Path.ChangeExtension(file, Suffix));
        return new JournalFolder(System.IO.Path.GetFullPath(folder, host.ContentRootPath));
    }
}
