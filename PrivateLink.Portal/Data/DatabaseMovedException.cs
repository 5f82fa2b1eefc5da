using System.Data.Common;

namespace PrivateLink.Portal.Data;

/// <summary>
/// The SQLite file that the portal has open is no longer the file at its path. No one would ever read what the portal writes to it.
/// </summary>
public sealed class DatabaseMovedException : DbException
{
    public DatabaseMovedException()
    {
    }

    public DatabaseMovedException(string message) : base(message)
    {
    }

    public DatabaseMovedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
