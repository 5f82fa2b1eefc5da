using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Changes;

/// <summary>
/// One edit in one transaction, with everything that belongs to it. Where the provider retries after transient faults (SQL Server), the whole unit
/// runs again. A commit whose answer was lost is looked up instead.
/// </summary>
internal sealed class UnitOfWork(
    IDbContextFactory<PortalDbContext> contexts,
    IChangeSubscriber subscriber,
    KnownEnd knownEnd,
    TimeProvider time,
    Caller? caller,
    AuditActor actor,
    AuditAction action,
    Func<PortalDbContext, CancellationToken, Task<Edit>> edit)
{
    private const string Normalized = "Normalized";

    private const string SavedQuery = """SELECT 1 FROM "AuditEntries" WHERE "Sequence" = @sequence AND "Hash" = @hash""";

    private (Edit Outcome, AuditEntry Entry, long? Revision)? _committing;

    /// <summary>The entry in the log after the unit succeeded; null when it left none.</summary>
    public AuditEntry? Entry => _committing?.Entry;

    /// <summary>A message for the person, after the unit failed and <see cref="FindCommittedAsync"/> found nothing.</summary>
    public string WhatIsKnown { get; private set; } = "Nothing was saved.";

    public async Task<Edit> RunAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Database.CreateExecutionStrategy().ExecuteAsync(
            this,
            static (_, unit, cancel) => unit.TryAsync(cancel),
            static async (_, unit, cancel) => await unit.LookUpAsync(cancel) is { } committed
                ? new ExecutionResult<Edit>(successful: true, committed)
                : new ExecutionResult<Edit>(successful: false, null!),
            cancellationToken);
    }

    /// <summary>The outcome if the unit was committed although it failed, because the database's answer was lost.</summary>
    public async Task<Edit?> FindCommittedAsync()
    {
        try
        {
            return await LookUpAsync(CancellationToken.None);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            WhatIsKnown = "It is unknown whether this was saved. Check again when the database answers.";
            return null;
        }
    }

    /// <summary>The field whose value is already in use; null when the race was about something else, such as the next number.</summary>
    public async Task<string?> FindTakenFieldAsync(Exception exception)
    {
        await using var context = await contexts.CreateDbContextAsync();
        return DatabaseErrors.UniqueColumnOf(exception, context.Model) is (_, var column)
            ? column.StartsWith(Normalized, StringComparison.Ordinal) ? column[Normalized.Length..] : column
            : null;
    }

    private async Task<Edit> TryAsync(CancellationToken cancellationToken)
    {
        _committing = null;
        var known = knownEnd.Value;
        await using var context = await OpenAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var end = await AuditTrail.FindEndAsync(context, cancellationToken);
        if (known is not null && await AuditTrail.FindProblemAsync(context, known, end, cancellationToken) is { } problem) knownEnd.Judge(problem);
        var alreadySaved = false;
        context.SavedChanges += (_, saved) => alreadySaved |= saved.EntitiesSavedCount > 0;

        var outcome = await edit(context, cancellationToken);
        if (DraftOf(outcome) is not { } draft) return outcome;

        // A change without a difference leaves no entry, but an act without facts does.
        if (draft.Before is not null && draft.Before == draft.After && !alreadySaved && !context.ChangeTracker.HasChanges()) return outcome;

        var now = time.GetUtcNow().UtcDateTime;
        var revision = outcome is Edit.Change { PolicySummary: { } summary } ? await AddRevisionAsync(context, summary, now, cancellationToken) : (long?)null;
        var entry = AuditTrail.Append(context, end, draft, now);
        await context.SaveChangesAsync(cancellationToken);

        _committing = (outcome, entry, revision);
        await CommitAsync(context, transaction, cancellationToken);
        return outcome;
    }

    /// <summary>
    /// The revision is announced first, because any reader that finds it in the database must know what it affects. If the commit fails, the
    /// announcement is withdrawn while the transaction still blocks the number. If the revision is found in the database after all, it is announced
    /// again.
    /// </summary>
    private async Task CommitAsync(PortalDbContext context, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        Announce();
        try
        {
            await transaction.CommitAsync(cancellationToken);
            await DemandSavedAsync(context);
        }
        catch
        {
            if (_committing?.Revision is { } revision) subscriber.Withdraw(revision);
            throw;
        }
    }

    /// <summary>Confirms a save only if the next process would find it.</summary>
    private async Task DemandSavedAsync(PortalDbContext context)
    {
        if (!context.Database.IsSqlite() || _committing is not { Entry: var entry }) return;
        await SqliteFile.DemandInPlaceAsync(
            context.Database.GetConnectionString()!, SavedQuery, new Dictionary<string, object> { ["@sequence"] = entry.Sequence, ["@hash"] = entry.Hash }, CancellationToken.None);
    }

    private void Announce()
    {
        if (_committing is not { Revision: { } revision, Outcome: Edit.Change change }) return;
        var confirms = caller is not null && caller.May(Permission.RollBackPolicy);
        subscriber.Announce(revision, new(change.Touched, change.TouchesShared, confirms));
    }

    private async Task<PortalDbContext> OpenAsync(CancellationToken cancellationToken) => caller is null
        ? await contexts.CreateDbContextAsync(cancellationToken)
        : await contexts.OpenAsync(caller, cancellationToken);

    private AuditDraft? DraftOf(Edit outcome) => outcome switch
    {
        Edit.Change change => new(
            actor, action, change.Target, AuditResult.Done, Before: AuditFacts.Write(change.Before), After: AuditFacts.Write(change.After)),
        Edit.Attempt attempt => new(actor, action, attempt.Target, AuditResult.Refused, attempt.Why, After: AuditFacts.Write(attempt.Facts)),
        _ => null,
    };

    private async Task<long> AddRevisionAsync(PortalDbContext context, string summary, DateTime now, CancellationToken cancellationToken)
    {
        var last = await context.PolicyRevisions.MaxAsync(revision => (long?)revision.Number, cancellationToken) ?? 0;
        context.PolicyRevisions.Add(new PolicyRevision
        {
            Number = last + 1,
            CreatedAt = now,
            Summary = summary.Length <= PolicyRevision.SummaryLength ? summary : string.Concat(summary.AsSpan(0, PolicyRevision.SummaryLength - 1), "…"),
            By = actor.Person,
        });
        return last + 1;
    }

    /// <summary>The entry's hash covers everything that identifies this unit. If it is found at its place, the commit succeeded.</summary>
    private async Task<Edit?> LookUpAsync(CancellationToken cancellationToken)
    {
        if (_committing is not { } committing) return null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var arrived = await context.AuditEntries
            .AnyAsync(entry => entry.Sequence == committing.Entry.Sequence && entry.Hash == committing.Entry.Hash, cancellationToken);
        if (!arrived) return null;
        Announce();
        return committing.Outcome;
    }
}
