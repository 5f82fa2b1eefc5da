using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Settings of the stored connections (<c>Records</c>).</summary>
public sealed class RecordsOptions
{
    public const string Section = "Records";

    /// <summary>How long a connection keeps its row.</summary>
    [Setting("days")]
    public int KeepDays { get; set; } = 30;

    /// <summary>The most rows; the oldest go first. Some 600 bytes each.</summary>
    [Setting("rows")]
    public long MaximumRows { get; set; } = 10_000_000;

    /// <summary>How long hourly roll-ups and gaps stay: thirteen months, so that a year can be compared with the one before.</summary>
    [Setting("days")]
    public int KeepRollUpDays { get; set; } = 400;

    /// <summary>Rows that one deletion takes: few enough that nobody waits for it.</summary>
    [Setting("rows")]
    public int BatchSize { get; set; } = 2_000;

    /// <summary>Rows that wait in memory while the database is slow or gone, some 1 KB each. At half of it, allowed connections are sampled.</summary>
    [Setting("rows")]
    public int Backlog { get; set; } = 100_000;

    /// <summary>
    /// Where connections are noted until the database has them, relative to the content root. By default beside the SQLite file,
    /// <c>portal-data/portal.records</c>, and <c>portal-data/records</c> with SQL Server. Nothing is in it while all is stored.
    /// </summary>
    [Setting(Default = "beside the SQLite file, else portal-data/records")]
    public string? Folder { get; set; }
}
