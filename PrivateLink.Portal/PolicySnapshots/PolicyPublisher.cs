using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// Brings the saved policy into force. It reads the policy, holds back changes that no person requested, stores it on disk, swaps and signals. It
/// handles one change at a time. After a failure, the policy in force stays, and <see cref="Status"/> reports the failure. <see cref="PolicyUpkeep"/>
/// retries until it succeeds.
/// </summary>
public sealed partial class PolicyPublisher(
    PolicyReader reader, PolicyStore store, PolicyKeeper keeper, AnnouncedEdits edits, TimeProvider time, ILogger<PolicyPublisher> logger) : IChangeSubscriber, IDisposable
{
    private const string LeftOut = "Its other changes, and this one, are waiting for an administrator.";

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile PolicyStatus _status = PolicyStatus.None;
    private PolicyOrigin _origin = PolicyOrigin.Unknown;
    private (Generation Generation, PolicySnapshot Folded, PolicyOrigin Origin)? _unfinished;
    private DatabaseMark? _read;
    private Dictionary<Guid, ResourcePolicy?> _waitsAsRead = [];
    private bool _leavesOut;
    private bool _isOpen;

    /// <summary>Raised after every change of <see cref="Status"/>, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Raised if there is background work: to retry or to write.</summary>
    internal event Action? WorkLeft;

    public PolicyStatus Status => _status;

    /// <summary>
    /// When the policy in force was last known to be what the database holds, held-back changes aside. For a policy from disk, when it was compiled.
    /// Null while there is no policy.
    /// </summary>
    internal DateTimeOffset? AgreedAt { get; private set; }

    internal bool WantsWhole => store.Current is { } current && keeper.WantsWhole(current);

    /// <summary>Brings the policy on disk into force, if there is one. The database's policy replaces it later.</summary>
    /// <returns>Whether there is now a policy to enforce.</returns>
    /// <exception cref="PolicyFolderInUseException">Another process stores its policy there.</exception>
    public Task<bool> RecoverAsync(CancellationToken cancellationToken = default) => AloneAsync(
        () =>
        {
            OpenOnce();
            return Task.FromResult(store.Current is not null);
        },
        cancellationToken);

    /// <summary>Only reads the folder until <see cref="TakeFolderAsync"/>, because the process before this one still has it.</summary>
    internal void WaitForFolder() => keeper.Wait();

    /// <summary>Takes the folder over from the process before this one.</summary>
    /// <exception cref="PolicyFolderInUseException">It still has the folder.</exception>
    internal Task TakeFolderAsync(CancellationToken cancellationToken) => AloneAsync(
        () =>
        {
            keeper.Take();
            ReportDisk();
            return Task.FromResult(true);
        },
        cancellationToken);

    /// <summary>Leaves the folder to another process. This one still follows the policy, and stores nothing.</summary>
    internal Task GiveUpFolderAsync(CancellationToken cancellationToken) => AloneAsync(
        () =>
        {
            keeper.GiveUp();
            _unfinished = null;
            ReportDisk();
            return Task.FromResult(true);
        },
        cancellationToken);

    /// <summary>Brings everything saved so far into force, and reads all of it.</summary>
    /// <returns>The state afterwards. Never throws if the database is away.</returns>
    public Task<Enforcement> RefreshAsync(CancellationToken cancellationToken = default) =>
        AloneAsync(() => BringIntoForceAsync(ReadAllAsync, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Reads only what people have changed, as far as that is known.</remarks>
    public Task<Enforcement> PublishAsync(CancellationToken cancellationToken = default) =>
        AloneAsync(() => BringIntoForceAsync(ReadChangedAsync, cancellationToken), cancellationToken);

    void IChangeSubscriber.Announce(long revision, AnnouncedEdit edit) => edits.Announce(revision, edit);

    void IChangeSubscriber.Withdraw(long revision) => edits.Withdraw(revision);

    /// <summary>Reports why the database's policy is not in force. The policy on disk stays in force for now.</summary>
    public void ReportAway(string why)
    {
        _status = _status with { PendingError = why };
        Changed?.Invoke();
    }

    /// <summary>Whether another process has saved something. Returns false while the database is away.</summary>
    internal async Task<bool> IsBehindAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_read is not { } read) return false;
            var isBehind = await reader.MarkAsync(cancellationToken) != read;
            if (!isBehind && _status.Doubt is null) AgreedAt = time.GetUtcNow();
            return isBehind;
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return false;
        }
    }

    /// <summary>Merges base and overlay, and writes the result to disk without blocking changes.</summary>
    internal async Task WriteWholeAsync(CancellationToken cancellationToken)
    {
        // If the disk is full, retries use the same generation, so that they do not add more journals.
        if (_unfinished is not { } begun || !keeper.IsCurrent(begun.Generation))
        {
            var (current, origin, generation) = await AloneAsync(
                () =>
                {
                    var started = (store.Current!, _origin, keeper.Begin());
                    ReportDisk();
                    return Task.FromResult(started);
                },
                cancellationToken);
            if (generation is not { } next) return;

            var folded = await Task.Run(current.Fold, cancellationToken);
            await AloneAsync(
                () =>
                {
                    if (store.Current!.Onto(current, folded) is { } same) store.Replace(same);
                    return Task.FromResult(true);
                },
                cancellationToken);
            _unfinished = begun = (next, folded, origin);
        }

        if (await Task.Run(() => keeper.WriteWhole(begun.Generation, begun.Folded, begun.Origin), cancellationToken)) _unfinished = null;
        await AloneAsync(
            () =>
            {
                ReportDisk();
                return Task.FromResult(true);
            },
            cancellationToken);
    }

    public void Dispose() => _oneAtATime.Dispose();

    private void ReportDisk() => _status = _status with { NotOnDisk = keeper.Error, DiskShort = keeper.Shortage };

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
        _status = _status with { Damage = archived.Damage, NotOnDisk = keeper.Error };
        if (archived.Snapshot is not { } snapshot) return;

        // A policy from before identities follows any database that knows its revision.
        _origin = archived.Origin with { Database = archived.Origin.Database ?? new DatabaseMark(null, snapshot.Revision, null) };
        store.Swap(snapshot);
        AgreedAt = snapshot.CreatedAt;
        _status = new PolicyStatus(snapshot.Revision, time.GetUtcNow(), PendingError: null)
        {
            FromDisk = snapshot.CreatedAt,
            Damage = archived.Damage,
            NotOnDisk = keeper.Error,
            HeldBack = [.. _origin.HeldBack.Select(id => HeldChange.OnDisk(snapshot, id))],
        };
        LogFromDisk(snapshot.Revision, snapshot.CreatedAt, snapshot.Count);
    }

    private async Task<Enforcement> BringIntoForceAsync(Func<CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            OpenOnce();
            _leavesOut = false;
            await read(cancellationToken);
            var revision = store.Current!.Revision;
            edits.Forget(_read!.Revision);
            return _leavesOut ? new Enforcement.Pending($"{_status.DoubtExplained} {LeftOut}") : new Enforcement.InForce(revision);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not PolicyFolderInUseException)
        {
            var why = DatabaseErrors.Explain(exception);
            LogNotInForce(exception, _status.Revision);
            _status = _status with { PendingError = why };
            return new Enforcement.Pending(why);
        }
    }

    /// <summary>Reads only what people have named, if that is the whole change. Reads everything in doubt.</summary>
    private async Task ReadChangedAsync(CancellationToken cancellationToken)
    {
        if (_read is { } read && store.Current is { } current)
        {
            var mark = await reader.MarkAsync(cancellationToken);
            var asked = edits.Between(read.Revision, mark.Revision);
            if (mark.Database == read.Database && asked.Touched is { Count: <= TouchedResources.Most } touched)
            {
                var part = await reader.ReadAsync(read, touched, cancellationToken);
                if (part.Mark == mark && part.Doubt is null)
                {
                    Apply(current, new(mark, _status.Doubt, PolicyTransition.Difference(current, part.Resources, touched), asked, IsWhole: false) { Before = _waitsAsRead }, touched);
                    return;
                }
            }
            else if (mark == read && _status.PendingError is null)
            {
                return; // another caller's publication included ours
            }
        }

        await ReadAllAsync(cancellationToken);
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        var all = await reader.ReadAsync(_origin.Database, cancellationToken);
        if (store.Current is { } current)
        {
            var asked = edits.Between(_read?.Revision ?? current.Revision, all.Mark.Revision);
            var isKnown = all.Doubt is null || (all.Doubt == _status.Doubt && await reader.ContinuesAsync(_read, all.Mark, cancellationToken));
            Apply(
                current,
                new(all.Mark, all.Doubt, PolicyTransition.Difference(current, all.Resources), isKnown ? asked : asked.OfUnknown(), IsWhole: true)
                {
                    Before = isKnown ? _waitsAsRead : null,
                });
        }
        else
        {
            Begin(new PolicySnapshot(all.Mark.Revision, time.GetUtcNow(), all.Resources), all.Mark);
        }
    }

    private void Begin(PolicySnapshot first, DatabaseMark mark)
    {
        _origin = new PolicyOrigin(mark, [], []);
        if (keeper.Begin() is { } generation) keeper.WriteWhole(generation, first, _origin);
        store.Swap(first);
        _read = mark;
        SetInForce(first, doubt: null, []);
    }

    private void Apply(PolicySnapshot current, FoundChanges found, IReadOnlySet<Guid>? touched = null)
    {
        using var span = SaveSpans.Part("swap");
        var next = NextPolicy.Of(current, _origin, _status.HeldBack, found, time.GetUtcNow());
        if (next.Waits) LogHeldBack(next.HeldBack.Count);
        if (next.InForce.Count > 0 || next.Snapshot.Revision != current.Revision || _status.FromDisk is not null || !next.Origin.IsSameAs(_origin))
        {
            keeper.Keep(next.Snapshot, next.Origin, next.InForce);
            store.Swap(next.Snapshot, next.Touched);
        }

        (_origin, _read, _leavesOut) = (next.Origin, found.Mark, next.LeavesOut);
        RememberWaiting(next, found, touched);
        SetInForce(next.Snapshot, next.Doubt, next.HeldBack);
    }

    /// <summary>
    /// For a database in doubt, remembers its state of the resources that wait. The next difference is then recognised as a change.
    /// </summary>
    private void RememberWaiting(NextPolicy next, FoundChanges found, IReadOnlySet<Guid>? touched)
    {
        if (next.Doubt is null || touched is null) _waitsAsRead = [];
        if (next.Doubt is null) return;
        foreach (var id in touched ?? new HashSet<Guid>()) _waitsAsRead.Remove(id);
        var held = next.HeldBack.Select(change => change.ResourceId).ToHashSet();
        foreach (var change in found.Changes.Where(change => held.Contains(change.Key))) _waitsAsRead[change.Key] = change.Value;
    }

    private void SetInForce(PolicySnapshot snapshot, DatabaseDoubt? doubt, IReadOnlyList<HeldChange> heldBack)
    {
        _status = new PolicyStatus(snapshot.Revision, time.GetUtcNow(), PendingError: null)
        {
            NotOnDisk = keeper.Error,
            DiskShort = keeper.Shortage,
            Doubt = doubt,
            HeldBack = heldBack,
        };
        if (_status.DoubtExplained is { } why) LogDoubt(why);
        else AgreedAt = _status.Since;
        LogInForce(snapshot.Revision, snapshot.Count);
    }

    [LoggerMessage(2000, LogLevel.Information, "Policy revision {Revision} is in force: {Resources} resources")]
    private partial void LogInForce(long revision, int resources);

    [LoggerMessage(2001, LogLevel.Error, "The saved policy could not be applied; revision {Revision} stays in force")]
    private partial void LogNotInForce(Exception exception, long? revision);

    [LoggerMessage(2002, LogLevel.Warning, "Policy revision {Revision} of {CreatedAt:u} is in force from disk: {Resources} resources. The database has not been read yet")]
    private partial void LogFromDisk(long revision, DateTimeOffset createdAt, int resources);

    [LoggerMessage(2008, LogLevel.Error, "{Why} The policy stays in force, except for changes that people make. An administrator must confirm the rest on the page Policy")]
    private partial void LogDoubt(string why);

    [LoggerMessage(2003, LogLevel.Warning, "Changes to {Resources} resources are held back: they were not made in this portal. An administrator must confirm them on the page Policy")]
    private partial void LogHeldBack(int resources);
}
