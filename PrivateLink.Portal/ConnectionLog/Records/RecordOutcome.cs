namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>What became of a batch: everything else in it is stored.</summary>
/// <param name="Duplicates">The IDs of connections that another row holds already.</param>
/// <param name="Refused">What the database will never take.</param>
internal sealed record RecordOutcome(IReadOnlySet<long> Duplicates, IReadOnlyList<Refused<RecordRow>> Refused)
{
    /// <summary>The IDs of connections that have no row and will get none.</summary>
    public UnstoredCause? CauseOf(long id) =>
        Duplicates.Contains(id) ? UnstoredCause.DuplicateId
        : Refused.Any(refused => refused.What.Insert?.Id == id) ? UnstoredCause.Refused
        : null;
}
