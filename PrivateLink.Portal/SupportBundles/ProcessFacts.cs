using System.Diagnostics;
using System.Globalization;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>The running process: how old and how large it is.</summary>
internal static class ProcessFacts
{
    public static string Read(DateTimeOffset now)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero);
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            process        {process.Id}, version {VersionFacts.Program}
            started        {started:yyyy-MM-dd HH:mm:ss} UTC, {(now - started).TotalHours:0.0} hours ago
            memory         {process.WorkingSet64 >> 20} MiB resident, {GC.GetTotalMemory(forceFullCollection: false) >> 20} MiB managed
            collections    {GC.CollectionCount(0)}, {GC.CollectionCount(1)}, {GC.CollectionCount(2)}
            processor      {process.TotalProcessorTime.TotalSeconds:0} s used
            threads        {process.Threads.Count}, of the pool {ThreadPool.ThreadCount}, waiting work {ThreadPool.PendingWorkItemCount}
            descriptors    {(OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount)}

            """);
    }
}
