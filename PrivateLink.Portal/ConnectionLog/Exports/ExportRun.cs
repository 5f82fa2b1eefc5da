using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>An export that runs, or has run a moment ago. Thread-safe.</summary>
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

    /// <summary>A person is one person in every tenant.</summary>
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

/// <summary>How far an export has come.</summary>
/// <param name="Rows">Connections written.</param>
/// <param name="Back">The time of the last one; null before the first.</param>
public sealed record ExportProgress(long Rows, DateTimeOffset? Back, ExportState State);

/// <summary>Whether an export still runs.</summary>
public enum ExportState
{
    Running,
    Done,
    Cancelled,
    Failed,

    /// <summary>Cut off: the client took it too slowly, or it lasted too long.</summary>
    CutOff,
}
