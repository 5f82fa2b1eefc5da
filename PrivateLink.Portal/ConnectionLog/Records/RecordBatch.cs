using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// What is written in one transaction, unless the database refuses something of it. It is repeated as it is until the database has it, and
/// what is there already is recognised.
/// </summary>
internal sealed class RecordBatch
{
    /// <summary>Connections that get their row.</summary>
    public required IReadOnlyList<ConnectionRecord> Inserts { get; init; }

    /// <summary>Connections that were stored open and have ended since.</summary>
    public required IReadOnlyList<ConnectionRecord> Endings { get; init; }

    /// <summary>What was counted instead of stored until this batch was made.</summary>
    public RecordGap? Gap { get; init; }

    /// <summary>All that is in it, so that it can be divided.</summary>
    public IReadOnlyList<RecordRow> Rows =>
    [
        .. Inserts.Select(record => new RecordRow(Insert: record)),
        .. Endings.Select(record => new RecordRow(Ending: record)),
        .. Gap is null ? [] : (RecordRow[])[new(Gap: Gap)],
    ];

    /// <summary>Some rows of a batch as a batch.</summary>
    public static RecordBatch Of(IReadOnlyList<RecordRow> rows) => new()
    {
        Inserts = [.. rows.Select(row => row.Insert).OfType<ConnectionRecord>()],
        Endings = [.. rows.Select(row => row.Ending).OfType<ConnectionRecord>()],
        Gap = rows.Select(row => row.Gap).OfType<RecordGap>().SingleOrDefault(),
    };
}

/// <summary>One row of a batch: one of the three.</summary>
internal readonly record struct RecordRow(ConnectionRecord? Insert = null, ConnectionRecord? Ending = null, RecordGap? Gap = null);
