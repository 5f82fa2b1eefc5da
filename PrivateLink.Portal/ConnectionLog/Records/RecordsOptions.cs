using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Settings of the stored connections (<c>Records</c>).</summary>
public sealed class RecordsOptions
{
    public const string Section = "Records";

    /// <summary>How long a connection keeps its row.</summary>
    [Setting("days")]
    public int KeepDays { get; set; } = 30;

    /// <summary>The most rows; beyond that, the oldest are deleted. A row needs about 600 bytes.</summary>
    [Setting("rows")]
    public long MaximumRows { get; set; } = 10_000_000;

    /// <summary>How long hourly roll-ups and gaps are kept: thirteen months, so that a year can be compared with the one before.</summary>
    [Setting("days")]
    public int KeepRollUpDays { get; set; } = 400;

    /// <summary>Rows in one deletion: few enough that nothing has to wait for it.</summary>
    [Setting("rows")]
    public int BatchSize { get; set; } = 2_000;

    /// <summary>
    /// Rows that can wait in memory while the database is slow or away, about 1 KB each. From half of it on, allowed connections are sampled.
    /// </summary>
    [Setting("rows")]
    public int Backlog { get; set; } = 100_000;

    /// <summary>
    /// The folder that notes connections until the database has them, relative to the content root. By default it is beside the SQLite file,
    /// <c>portal-data/portal.records</c>, or <c>portal-data/records</c> with SQL Server. It is empty while everything is stored.
    /// </summary>
    [Setting(Default = "beside the SQLite file, else portal-data/records")]
    public string? Folder { get; set; }
}
