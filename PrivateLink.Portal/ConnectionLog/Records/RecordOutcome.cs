namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>The result of writing a batch: all rows not listed here are stored.</summary>
/// <param name="Duplicates">The IDs of connections that another row already uses.</param>
/// <param name="Refused">The rows that the database will never accept.</param>
internal sealed record RecordOutcome(IReadOnlySet<long> Duplicates, IReadOnlyList<Refused<RecordRow>> Refused)
{
    /// <summary>Why a connection has no row and will get none; null if it has one.</summary>
    public UnstoredCause? CauseOf(long id) =>
        Duplicates.Contains(id) ? UnstoredCause.DuplicateId
        : Refused.Any(refused => refused.What.Insert?.Id == id) ? UnstoredCause.Refused
        : null;
}
