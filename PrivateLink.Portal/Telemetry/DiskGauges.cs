using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Files;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Telemetry;

/// <summary>The room on the disks that the portal writes to.</summary>
internal sealed class DiskGauges(PolicyFolder policy, JournalFolder records, IOptions<DatabaseOptions> database, IHostEnvironment host) : IGauges
{
    public void Begin(Meter meter)
    {
        meter.CreateObservableGauge("privatelink.disk.free", Free, "By", "Free space on the disk of a folder.");
        meter.CreateObservableGauge("privatelink.disk.reserve", Reserve, "By", "Space kept for changes of the policy on a full disk; 0 once it is in use.");
    }

    private IEnumerable<Measurement<long>> Free()
    {
        var file = DatabaseConnection.SqliteFile(database.Value, host.ContentRootPath);
        (string Name, string? Path)[] folders = [("policy", policy.Path), ("records", records.Path), ("database", file is null ? null : Path.GetDirectoryName(Path.GetFullPath(file)))];
        return [.. folders.Select(static folder => FreeOf(folder.Name, folder.Path)).OfType<Measurement<long>>()];
    }

    /// <summary>No value if the disk cannot be asked, since 0 would say that it is full.</summary>
    private static Measurement<long>? FreeOf(string name, string? path)
    {
        try
        {
            return Directory.Exists(path) ? new(new DriveInfo(path).AvailableFreeSpace, new KeyValuePair<string, object?>("folder", name)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private IEnumerable<Measurement<long>> Reserve()
    {
        var file = new FileInfo(Path.Combine(policy.Path, DiskReserve.Name));
        return Directory.Exists(policy.Path) ? [new(file.Exists ? file.Length : 0)] : [];
    }
}
