namespace PrivateLink.Portal.Data;

/// <summary>
/// What is kept outside the database and was made from it. While it is there, no empty database takes the place of one that is missing:
/// an empty policy would close every host.
/// </summary>
public interface IDatabaseTrace
{
    /// <summary>The folder for it, which need not exist yet. What else is to be known of the database later lies beside it.</summary>
    string Folder { get; }

    /// <summary>Where it is kept; null if there is none.</summary>
    string? Location { get; }

    /// <summary>Where the same is kept of another database, in the folder of this one; null if it is not. Then the name of this one may be mistyped.</summary>
    /// <param name="file">The database's file, with its whole path.</param>
    string? LocationOfAnother(string file);
}
