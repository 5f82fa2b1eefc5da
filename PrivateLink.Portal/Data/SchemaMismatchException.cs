namespace PrivateLink.Portal.Data;

/// <summary>The database answers, but its schema is not this portal's. Waiting does not help.</summary>
public sealed class SchemaMismatchException : DatabaseNotReadyException
{
    public SchemaMismatchException()
    {
    }

    public SchemaMismatchException(string message) : base(message)
    {
    }

    public SchemaMismatchException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
