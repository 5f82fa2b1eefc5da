using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Ceilings;

namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>
/// The exports of this process. The page that started one reads its progress and may cancel it. Each holds a database connection, so there are few
/// places. No person or tenant can use all of them, and some are reserved for the company. Thread-safe.
/// </summary>
public sealed class ExportRuns(IOptions<CeilingOptions> options, TimeProvider time)
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (ExportRun Run, long Since)> _runs = [];

    /// <summary>Starts an export; null if there is no free place or the key is in use.</summary>
    /// <param name="caller">The person who downloads it.</param>
    /// <param name="key">The key with which the page asks for its progress.</param>
    /// <param name="refusal">Why it did not start, as a sentence; null if it started.</param>
    internal ExportRun? Begin(Caller caller, Guid key, out string? refusal)
    {
        lock (_lock)
        {
            Forget();
            refusal = RefusalFor(caller, key);
            if (refusal is not null) return null;
            var run = new ExportRun(caller);
            _runs.Add(key, (run, time.GetTimestamp()));
            return run;
        }
    }

    /// <summary>The progress of an export; null if it does not exist or belongs to another person.</summary>
    [Requires(Permission.ViewConnections)]
    public ExportProgress? Find(Caller caller, Guid key)
    {
        caller.Demand(Permission.ViewConnections);
        return Of(caller, key)?.Progress;
    }

    [Requires(Permission.ViewConnections)]
    public void Cancel(Caller caller, Guid key)
    {
        caller.Demand(Permission.ViewConnections);
        Of(caller, key)?.Cancel();
    }

    private ExportRun? Of(Caller caller, Guid key)
    {
        lock (_lock) return _runs.TryGetValue(key, out var found) && found.Run.Belongs(caller) ? found.Run : null;
    }

    /// <summary>Other people's exports are not named; the caller learns only that no place is free.</summary>
    private string? RefusalFor(Caller caller, Guid key)
    {
        var ceilings = options.Value;
        if (_runs.ContainsKey(key)) return "This export has already been downloaded. Start a new one.";
        var running = _runs.Values.Select(entry => entry.Run).Where(run => run.Progress.State == ExportState.Running).ToList();
        if (running.Count(run => run.IsOf(caller)) >= ceilings.ExportsOfPerson)
            return $"You already run {ceilings.ExportsOfPerson} exports. Wait until one is done, or cancel one.";
        if (!caller.IsCompany && running.Count(run => run.TenantId == caller.TenantId) >= ceilings.ExportsOfTenant)
            return $"Your organisation already runs {ceilings.ExportsOfTenant} exports. Wait until one is done.";
        var isFull = caller.IsCompany ? running.Count >= ceilings.Exports : running.Count(run => run.TenantId is not null) >= ceilings.Exports - ceilings.ExportsForCompany;
        return isFull ? "Too many exports are running. Try again in a few minutes." : null;
    }

    private void Forget()
    {
        foreach (var (key, (run, since)) in _runs.ToList())
            if (run.Progress.State != ExportState.Running && time.GetElapsedTime(since) > KeepFor && _runs.Remove(key)) run.Dispose();
    }
}
