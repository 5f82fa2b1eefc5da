using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots.Disk;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// Brings the saved policy into force: read, hold back what nobody asked for, keep on disk, swap, signal. One change at a time. A failed
/// one leaves the policy in force as it is, says so in <see cref="Status"/>, and is repeated until it succeeds
/// (<see cref="PolicyUpkeep"/>).
/// </summary>
public sealed partial class PolicyPublisher(
    PolicyReader reader, PolicyStore store, PolicyKeeper keeper, AnnouncedEdits edits, TimeProvider time, ILogger<PolicyPublisher> logger) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile PolicyStatus _status = PolicyStatus.None;
    private HashSet<Guid> _heldBack = [];
    private bool _isOpen;
    private bool _isRead;

    /// <summary>Raised after every change of <see cref="Status"/>, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Raised when there is something to do in the background: to repeat, or to write.</summary>
    internal event Action? WorkLeft;

    public PolicyStatus Status => _status;

    internal bool WantsWhole => store.Current is { } current && keeper.WantsWhole(current);

    /// <summary>Brings what is on disk into force, if that is anything; the database's policy replaces it.</summary>
    /// <returns>Whether there is a policy to enforce now.</returns>
    /// <exception cref="PolicyFolderInUseException">Another process keeps its policy there.</exception>
    public Task<bool> RecoverAsync(CancellationToken cancellationToken = default) => AloneAsync(
        () =>
        {
            OpenOnce();
            return Task.FromResult(store.Current is not null);
        },
        cancellationToken);

    /// <summary>Brings everything saved until now into force, looking at all of it.</summary>
    /// <returns>What is in force afterwards; never throws for a database that is away.</returns>
    public Task<Enforcement> RefreshAsync(CancellationToken cancellationToken = default) =>
        AloneAsync(() => BringIntoForceAsync(ReadAllAsync, cancellationToken), cancellationToken);

    /// <summary>Brings everything saved until now into force, looking only at what persons have changed as far as that is known.</summary>
    /// <returns>What is in force afterwards; never throws for a database that is away.</returns>
    public Task<Enforcement> PublishAsync(CancellationToken cancellationToken = default) =>
        AloneAsync(() => BringIntoForceAsync(ReadChangedAsync, cancellationToken), cancellationToken);

    /// <summary>Says why the database's policy is not in force; that on disk stays so for now.</summary>
    public void ReportAway(string why)
    {
        _status = _status with { PendingError = why };
        Changed?.Invoke();
    }

    /// <summary>Whether another process has saved something. Does not say so while the database is away.</summary>
    internal async Task<bool> IsBehindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _isRead && await reader.RevisionAsync(cancellationToken) != store.Current?.Revision;
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return false;
        }
    }

    /// <summary>Makes one of base and overlay, and writes it to disk, without keeping changes waiting meanwhile.</summary>
    internal async Task WriteWholeAsync(CancellationToken cancellationToken)
    {
        var (current, heldBack, generation) = await AloneAsync(
            () => Task.FromResult((store.Current!, (Guid[])[.. _heldBack], keeper.Begin())), cancellationToken);
        if (generation is not { } begun) return;

        var folded = await Task.Run(current.Fold, cancellationToken);
        await Task.Run(() => keeper.WriteWhole(begun, folded, heldBack), cancellationToken);
        await AloneAsync(
            () =>
            {
                if (store.Current!.Onto(current, folded) is { } next) store.Replace(next);
                _status = _status with { NotOnDisk = keeper.Error };
                return Task.FromResult(true);
            },
            cancellationToken);
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        T result;
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            result = await work();
        }
        finally
        {
            _oneAtATime.Release();
        }

        Changed?.Invoke();
        if (_status.PendingError is not null || WantsWhole) WorkLeft?.Invoke();
        return result;
    }

    private void OpenOnce()
    {
        if (_isOpen) return;
        var archived = keeper.Open();
        _isOpen = true;
        _status = _status with { Damage = archived.Damage };
        if (archived.Snapshot is not { } snapshot) return;

        _heldBack = [.. archived.HeldBack];
        store.Swap(snapshot);
        _status = new PolicyStatus(snapshot.Revision, time.GetUtcNow(), PendingError: null)
        {
            FromDisk = snapshot.CreatedAt,
            Damage = archived.Damage,
            HeldBack = [.. _heldBack.Select(id => HeldOpening.OnDisk(snapshot, id))],
        };
        LogFromDisk(snapshot.Revision, snapshot.CreatedAt, snapshot.Count);
    }

    private async Task<Enforcement> BringIntoForceAsync(Func<CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            OpenOnce();
            await read(cancellationToken);
            var revision = store.Current!.Revision;
            edits.Forget(revision);
            return new Enforcement.InForce(revision);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not PolicyFolderInUseException)
        {
            var why = DatabaseErrors.Explain(exception);
            LogNotInForce(exception, _status.Revision);
            _status = _status with { PendingError = why };
            return new Enforcement.Pending(why);
        }
    }

    /// <summary>Only what persons have named, when that is all there is; in doubt everything.</summary>
    private async Task ReadChangedAsync(CancellationToken cancellationToken)
    {
        if (_isRead && store.Current is { } current)
        {
            var revision = await reader.RevisionAsync(cancellationToken);
            var asked = edits.Between(current.Revision, revision);
            if (asked.Touched is { Count: <= TouchedResources.Most } touched)
            {
                var part = await reader.ReadAsync(touched, cancellationToken);
                if (part.Revision == revision)
                {
                    Apply(current, revision, PolicyTransition.Difference(current, part.Resources, touched), asked, whole: false);
                    return;
                }
            }
            else if (revision == current.Revision && _status.PendingError is null)
            {
                return; // somebody else's publication took ours along
            }
        }

        await ReadAllAsync(cancellationToken);
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        var all = await reader.ReadAsync(cancellationToken);
        if (store.Current is { } current)
        {
            Apply(current, all.Revision, PolicyTransition.Difference(current, all.Resources), edits.Between(current.Revision, all.Revision), whole: true);
        }
        else
        {
            Begin(new PolicySnapshot(all.Revision, time.GetUtcNow(), all.Resources));
        }

        _isRead = true;
    }

    private void Begin(PolicySnapshot first)
    {
        if (keeper.Begin() is { } generation) keeper.WriteWhole(generation, first, []);
        store.Swap(first);
        SetInForce(first, []);
    }

    /// <param name="current">The policy in force.</param>
    /// <param name="revision">The next one's number.</param>
    /// <param name="changes">What is different in it.</param>
    /// <param name="asked">What of it persons have asked for.</param>
    /// <param name="whole">Whether everything was looked at: then what is not different any more does not wait either.</param>
    private void Apply(PolicySnapshot current, long revision, IReadOnlyDictionary<Guid, ResourcePolicy?> changes, AskedFor asked, bool whole)
    {
        var transition = new PolicyTransition(current, revision, time.GetUtcNow(), changes);
        var heldBack = OpeningGuard.HoldBack(transition, asked, _heldBack);
        IReadOnlyList<HeldOpening> openings = [.. heldBack.Select(id => HeldOpening.Of(transition, id))
            .Concat(_status.HeldBack.Where(held => !whole && !asked.Touched!.Contains(held.ResourceId)))
            .OrderBy(held => held.Host, StringComparer.Ordinal)];

        var inForce = transition.ChangesWithout(heldBack);
        var next = heldBack.Count == 0 ? transition.After : current.With(revision, transition.After.CreatedAt, inForce);
        _heldBack = [.. openings.Select(held => held.ResourceId)];
        if (heldBack.Count > 0) LogHeldBack(heldBack.Count);

        if (inForce.Count > 0 || revision != current.Revision || _status.FromDisk is not null)
        {
            keeper.Keep(next, _heldBack, inForce);
            store.Swap(next, transition.Touched());
        }

        SetInForce(next, openings);
    }

    private void SetInForce(PolicySnapshot snapshot, IReadOnlyList<HeldOpening> heldBack)
    {
        _status = new PolicyStatus(snapshot.Revision, time.GetUtcNow(), PendingError: null)
        {
            NotOnDisk = keeper.Error,
            HeldBack = heldBack,
        };
        LogInForce(snapshot.Revision, snapshot.Count);
    }

    [LoggerMessage(2000, LogLevel.Information, "Policy revision {Revision} is in force: {Resources} resources")]
    private partial void LogInForce(long revision, int resources);

    [LoggerMessage(2001, LogLevel.Error, "The saved policy could not be brought into force; revision {Revision} stays")]
    private partial void LogNotInForce(Exception exception, long? revision);

    [LoggerMessage(2002, LogLevel.Warning, "Policy revision {Revision} of {CreatedAt:u} is in force from disk: {Resources} resources. The database has not been read yet")]
    private partial void LogFromDisk(long revision, DateTimeOffset createdAt, int resources);

    [LoggerMessage(2003, LogLevel.Warning, "Openings of {Resources} resources are held back: nobody here asked for them. An administrator confirms them on the page Policy")]
    private partial void LogHeldBack(int resources);
}
