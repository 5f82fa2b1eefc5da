namespace PrivateLink.Portal.Health;

/// <summary>
/// Work that fills the database by itself. It notices a full disk before anybody else: where a large write fails, a small one may still find room.
/// </summary>
public interface IDatabaseWork
{
    /// <summary>Why the last attempt failed; null while the database takes what it gets.</summary>
    Exception? Failure { get; }

    /// <summary>What waits for the database and what is lost, in a sentence for operators; null when there is nothing to say.</summary>
    string? Meanwhile { get; }
}
