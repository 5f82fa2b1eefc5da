using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// What is written in one transaction. It is repeated as it is until the database has it, so that a commit whose answer got lost is
/// recognised.
/// </summary>
internal sealed class RecordBatch
{
    /// <summary>Connections that get their row.</summary>
    public required IReadOnlyList<ConnectionRecord> Inserts { get; init; }

    /// <summary>Connections that were stored open and have ended since.</summary>
    public required IReadOnlyList<ConnectionRecord> Endings { get; init; }

    /// <summary>What was counted instead of stored until this batch was made.</summary>
    public RecordGap? Gap { get; init; }

    public int Rows => Inserts.Count + Endings.Count;
}
