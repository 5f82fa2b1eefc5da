namespace PrivateLink.Portal.Health;

/// <summary>Background work that fills the database. It notices a full disk first: a large write fails where a small one may still succeed.</summary>
public interface IDatabaseWork
{
    /// <summary>Why the last attempt failed; null while the database accepts writes.</summary>
    Exception? Failure { get; }

    /// <summary>What waits for the database and what is lost, in a sentence for operators; null if there is nothing to say.</summary>
    string? Meanwhile { get; }
}
