using System.Data.Common;

namespace PrivateLink.Portal.Data;

/// <summary>SQLite found its file damaged. Any further write might damage more of it.</summary>
public sealed class DatabaseDamagedException : DbException
{
    public DatabaseDamagedException()
    {
    }

    public DatabaseDamagedException(string message) : base(message)
    {
    }

    public DatabaseDamagedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
