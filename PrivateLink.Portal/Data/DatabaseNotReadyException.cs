namespace PrivateLink.Portal.Data;

/// <summary>The database cannot be used as it is. The message tells the operator who starts the portal what to do.</summary>
public class DatabaseNotReadyException : Exception
{
    public DatabaseNotReadyException()
    {
    }

    public DatabaseNotReadyException(string message) : base(message)
    {
    }

    public DatabaseNotReadyException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
