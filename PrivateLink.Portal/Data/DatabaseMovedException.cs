using System.Data.Common;

namespace PrivateLink.Portal.Data;

/// <summary>The SQLite file that the portal has open is no longer the one at its path: what is written there nobody ever reads again.</summary>
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
