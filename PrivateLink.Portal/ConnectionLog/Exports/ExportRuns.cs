using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Ceilings;

namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>
/// The exports of this process: the page that began one asks how far it is, and may end it. Each holds a connection to the database, so there
/// are few places: no person and no tenant gets all of them, and some are the company's alone. Thread-safe.
/// </summary>
public sealed class ExportRuns(IOptions<CeilingOptions> options, TimeProvider time)
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (ExportRun Run, long Since)> _runs = [];

    /// <summary>Begins one; null when there is no place for it, or the key is taken.</summary>
    /// <param name="caller">Who fetches it.</param>
    /// <param name="key">By which the page that began it asks for it.</param>
    /// <param name="refusal">Why there is none, as a sentence; null when there is one.</param>
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

    /// <summary>How far it is; null when there is no such export, or it is somebody else's.</summary>
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

    /// <summary>Of the others no more is told than that the places are taken.</summary>
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
