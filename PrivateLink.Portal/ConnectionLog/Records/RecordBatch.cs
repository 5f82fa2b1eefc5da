using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// The rows of one transaction, unless the database refuses some. The same batch is retried until the database has it, and rows that already exist
/// are recognised.
/// </summary>
internal sealed class RecordBatch
{
    /// <summary>Connections that get a row.</summary>
    public required IReadOnlyList<ConnectionRecord> Inserts { get; init; }

    /// <summary>Connections that were stored open and have ended since.</summary>
    public required IReadOnlyList<ConnectionRecord> Endings { get; init; }

    /// <summary>Connections that were counted instead of stored before this batch; null if there are none.</summary>
    public RecordGap? Gap { get; init; }

    /// <summary>All rows of the batch, so that it can be divided.</summary>
    public IReadOnlyList<RecordRow> Rows =>
    [
        .. Inserts.Select(record => new RecordRow(Insert: record)),
        .. Endings.Select(record => new RecordRow(Ending: record)),
        .. Gap is null ? [] : (RecordRow[])[new(Gap: Gap)],
    ];

    /// <summary>Makes a batch of some rows.</summary>
    public static RecordBatch Of(IReadOnlyList<RecordRow> rows) => new()
    {
        Inserts = [.. rows.Select(row => row.Insert).OfType<ConnectionRecord>()],
        Endings = [.. rows.Select(row => row.Ending).OfType<ConnectionRecord>()],
        Gap = rows.Select(row => row.Gap).OfType<RecordGap>().SingleOrDefault(),
    };
}

/// <summary>One row of a batch: exactly one of the three is set.</summary>
internal readonly record struct RecordRow(ConnectionRecord? Insert = null, ConnectionRecord? Ending = null, RecordGap? Gap = null);
