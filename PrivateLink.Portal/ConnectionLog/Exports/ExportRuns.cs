using System.Collections.Concurrent;
using PrivateLink.Portal.Identity;

namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>The exports of this process: the page that began one asks how far it is, and may end it. Thread-safe.</summary>
public sealed class ExportRuns(TimeProvider time)
{
    /// <summary>Of all people together: each holds a connection to the database.</summary>
    public const int AtOnce = 8;

    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, (ExportRun Run, long Since)> _runs = new();

    /// <summary>Begins one; null when there are too many already, or the key is taken.</summary>
    internal ExportRun? Begin(Caller caller, Guid key)
    {
        Forget();
        if (_runs.Values.Count(run => run.Run.Progress.State == ExportState.Running) >= AtOnce) return null;
        var run = new ExportRun(caller);
        return _runs.TryAdd(key, (run, time.GetTimestamp())) ? run : null;
    }

    /// <summary>How far it is; null when there is no such export, or it is somebody else's.</summary>
    [Requires(Permission.ViewConnections)]
    public ExportProgress? Find(Caller caller, Guid key)
    {
        caller.Demand(Permission.ViewConnections);
        return _runs.TryGetValue(key, out var found) && found.Run.Belongs(caller) ? found.Run.Progress : null;
    }

    [Requires(Permission.ViewConnections)]
    public void Cancel(Caller caller, Guid key)
    {
        caller.Demand(Permission.ViewConnections);
        if (_runs.TryGetValue(key, out var found) && found.Run.Belongs(caller)) found.Run.Cancel();
    }

    private void Forget()
    {
        foreach (var (key, (run, since)) in _runs)
            if (run.Progress.State != ExportState.Running && time.GetElapsedTime(since) > KeepFor && _runs.TryRemove(key, out _)) run.Dispose();
    }
}
