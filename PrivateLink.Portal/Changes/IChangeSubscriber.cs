namespace PrivateLink.Portal.Changes;

/// <summary>
/// Who brings into force what connections feel. The writer of changes knows no more of it: it says before a revision is committed what that
/// touches, and afterwards asks whether the revision decides already.
/// </summary>
public interface IChangeSubscriber
{
    /// <summary>A revision is about to be committed.</summary>
    void Announce(long revision, AnnouncedEdit edit);

    /// <summary>The revision was not committed, or nobody knows. Said before others can commit one of the same number.</summary>
    void Withdraw(long revision);

    /// <summary>Brings everything committed until now into force.</summary>
    /// <returns>What is in force afterwards; never throws for a database that is away.</returns>
    Task<Enforcement> PublishAsync(CancellationToken cancellationToken = default);
}
