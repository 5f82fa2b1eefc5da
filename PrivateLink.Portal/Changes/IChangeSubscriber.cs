namespace PrivateLink.Portal.Changes;

/// <summary>
/// Brings changes that affect connections into force. The change writer announces what a revision affects before the commit, and afterwards asks
/// whether the revision is in force.
/// </summary>
public interface IChangeSubscriber
{
    /// <summary>Announces a revision that is about to be committed.</summary>
    void Announce(long revision, AnnouncedEdit edit);

    /// <summary>Withdraws a revision that was not committed, or may not have been. Called before another commit can use the same number.</summary>
    void Withdraw(long revision);

    /// <summary>Brings everything that is committed into force.</summary>
    /// <returns>What is in force afterwards. Does not throw when the database is unavailable.</returns>
    Task<Enforcement> PublishAsync(CancellationToken cancellationToken = default);
}
