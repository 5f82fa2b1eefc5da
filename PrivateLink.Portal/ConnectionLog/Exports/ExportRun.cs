using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>An export that is running or has ended recently. Thread-safe.</summary>
public sealed class ExportRun : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly Lock _lock = new();
    private readonly Guid? _personId;
    private ExportProgress _progress = new(0, null, ExportState.Running);

    internal ExportRun(Caller caller) => (Person, _personId, TenantId) = (caller.Person, caller.PersonId, caller.TenantId);

    public ExportProgress Progress
    {
        get
        {
            lock (_lock) return _progress;
        }
    }

    internal CancellationToken Cancelled => _cancel.Token;

    private string Person { get; }

    internal Guid? TenantId { get; }

    public void Dispose() => _cancel.Dispose();

    internal bool Belongs(Caller caller) => IsOf(caller) && TenantId == caller.TenantId;

    /// <summary>The same person counts as one in every tenant.</summary>
    internal bool IsOf(Caller caller) => _personId is { } id ? id == caller.PersonId : caller.PersonId is null && Person == caller.Person;

    internal void Reached(long rows, DateTimeOffset back)
    {
        lock (_lock) _progress = new(rows, back, ExportState.Running);
    }

    internal void Ended(ExportState state)
    {
        lock (_lock) _progress = _progress with { State = state };
    }

    internal void Cancel() => _cancel.Cancel();
}

/// <summary>The progress of an export.</summary>
/// <param name="Rows">Connections written.</param>
/// <param name="Back">The time of the last connection written; null before the first.</param>
public sealed record ExportProgress(long Rows, DateTimeOffset? Back, ExportState State);

/// <summary>The state of an export.</summary>
public enum ExportState
{
    Running,
    Done,
    Cancelled,
    Failed,

    /// <summary>Aborted: the client read too slowly, or the export took too long.</summary>
    CutOff,
}
