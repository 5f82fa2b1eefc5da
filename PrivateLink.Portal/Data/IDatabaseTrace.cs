namespace PrivateLink.Portal.Data;

/// <summary>
/// Data kept outside the database that was made from it. While it exists, an empty database never replaces a missing one: an empty policy would close
/// every host.
/// </summary>
public interface IDatabaseTrace
{
    /// <summary>The folder for the data, which need not exist yet. Later files about the database are kept beside it.</summary>
    string Folder { get; }

    /// <summary>The path of the data. Null if there is none.</summary>
    string? Location { get; }

    /// <summary>
    /// The path of the data of another database in this folder. Null if there is none. If there is one, the name of this database may be mistyped.
    /// </summary>
    /// <param name="file">The full path of the database's file.</param>
    string? LocationOfAnother(string file);
}
