using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Changes;

/// <summary>
/// The only way to change anything. The change, its audit entry and, if it affects connections, its policy revision are saved together or not at all.
/// Then the policy comes into force.
/// </summary>
public sealed partial class ChangeWriter(
    IDbContextFactory<PortalDbContext> contexts, IChangeSubscriber subscriber, KnownEnd knownEnd, RefusalTally tally, EntryAllowance allowance, TimeProvider time, ILogger<ChangeWriter> logger)
{
    private const int MaxAttempts = 8;

    private const string Overtaken = "Another person saved this first. Your change was not saved. Reload the page and repeat your change.";
    private const string NoLonger = "Your access changed in the meantime. Nothing was saved.";
    private const string Crowded = "Other people saved at the same time. Your change was not saved. Try again.";

    /// <summary>
    /// Runs <paramref name="edit"/> in a transaction. It saves only if no one else has saved since the start, so that the edit's checks still hold.
    /// The loser of a race starts again with a fresh context, and then sees what the winner saved. An edit may therefore run several times, and must
    /// have no other effects. A caller without <paramref name="permission"/> is told who has it, and a tenant that saves in a loop meets a ceiling
    /// (<see cref="EntryAllowance"/>).
    /// </summary>
    /// <param name="about">The key of the row to change, for the entry of a refused attempt; null for something new.</param>
    public async Task<SaveResult> SaveAsync(
        Caller caller,
        Permission permission,
        AuditAction action,
        Func<PortalDbContext, CancellationToken, Task<Edit>> edit,
        Guid? about,
        CancellationToken cancellationToken = default)
    {
        if (caller.May(permission))
            return allowance.TryChange(caller, out var tooMany) ? await SaveAsync(caller, AuditActor.Of(caller), action, edit, cancellationToken) : new SaveResult.Conflict(tooMany!);

        var refused = SaveResult.Refused.For(permission);
        await RefuseAsync(AuditActor.Of(caller), action, new AuditTarget(action.Kind, about, "", caller.TenantId), refused.Message);
        return refused;
    }

    /// <summary>The same without a caller: for the portal itself, or for a person who has not signed in. The context does not filter by tenant.</summary>
    public Task<SaveResult> SaveAsync(
        AuditActor actor, AuditAction action, Func<PortalDbContext, CancellationToken, Task<Edit>> edit, CancellationToken cancellationToken = default) =>
        SaveAsync(caller: null, actor, action, edit, cancellationToken);

    /// <summary>Records an action that changes no row.</summary>
    /// <returns>Any result but <see cref="SaveResult.Saved"/> means that nothing was recorded, so the action must not happen.</returns>
    public Task<SaveResult> RecordAsync(AuditActor actor, AuditAction action, AuditTarget target, CancellationToken cancellationToken = default) =>
        RecordAsync(actor, action, target, facts: null, cancellationToken);

    /// <summary>The same with further facts, as in <see cref="Edit.Change"/>.</summary>
    public Task<SaveResult> RecordAsync(AuditActor actor, AuditAction action, AuditTarget target, object? facts, CancellationToken cancellationToken) =>
        SaveAsync(caller: null, actor, action, (_, _) => Task.FromResult<Edit>(new Edit.Change(target, Before: null, facts)), cancellationToken);

    /// <summary>Records how many more attempts of a kind were refused.</summary>
    internal async Task SumUpAsync(RefusalTally.Sum sum)
    {
        var why = string.Create(CultureInfo.InvariantCulture, $"{sum.Count} more, from {sum.First:HH:mm:ss} to {sum.Last:HH:mm:ss} UTC. The last: {sum.Why}");
        var attempt = new Edit.Attempt(sum.Target, why, new { Attempts = sum.Count });
        var result = await SaveAsync(caller: null, sum.Actor, sum.Action, (_, _) => Task.FromResult<Edit>(attempt), CancellationToken.None);
        if (result is not SaveResult.Saved) LogRefusalNotWritten(sum.Action.Code, sum.Actor.PersonId, result.ToString());
    }

    /// <summary>
    /// Records a refused attempt; repeated attempts are counted and recorded together (<see cref="RefusalTally"/>). If it cannot be recorded, the
    /// attempt is still refused, and the log says so.
    /// </summary>
    public async Task RefuseAsync(AuditActor actor, AuditAction action, AuditTarget target, string why)
    {
        LogRefused(action.Code, target.Kind, target.Id, actor.PersonId, actor.TenantId);
        if (!tally.IsFirst(actor, action, target, why)) return;
        var result = await SaveAsync(
            caller: null, actor, action, (_, _) => Task.FromResult<Edit>(new Edit.Attempt(target, why)), CancellationToken.None);
        if (result is not SaveResult.Saved) LogRefusalNotWritten(action.Code, actor.PersonId, result.ToString());
    }

    private async Task<SaveResult> SaveAsync(
        Caller? caller, AuditActor actor, AuditAction action, Func<PortalDbContext, CancellationToken, Task<Edit>> edit, CancellationToken cancellationToken)
    {
        using var span = SaveSpans.Save(action.Code);
        for (var attempt = 1; ; attempt++)
        {
            // If an edit races with the removal of its author's access, the edit loses.
            if (caller is { Stands: false }) return new SaveResult.Conflict(NoLonger);
            var work = new UnitOfWork(contexts, subscriber, knownEnd, time, caller, actor, action, edit);
            try
            {
                return await ConcludeAsync(work, caller, actor, action, await StoreAsync(work, cancellationToken));
            }
            catch (DbUpdateConcurrencyException)
            {
                return new SaveResult.Conflict(Overtaken);
            }
            catch (Exception exception) when (DatabaseErrors.IsLostRace(exception))
            {
                // The first failure may be a race, and the next attempt finds the winner's row. A second one is a value that the edit does not check.
                if (attempt > 1 && await work.FindTakenFieldAsync(exception) is { } field) return Taken(field);
                if (attempt == MaxAttempts) return new SaveResult.Conflict(Crowded);
            }
            catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
            {
                if (await work.FindCommittedAsync() is { } committed) return await ConcludeAsync(work, caller, actor, action, committed);
                await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
                return new SaveResult.Unavailable($"{work.WhatIsKnown} {DatabaseErrors.ExplainTo(caller, exception, context.Database.GetConnectionString())}");
            }
        }
    }

    private static Enforcement ShownTo(Caller? caller, Enforcement enforcement) =>
        enforcement is Enforcement.Pending && caller?.IsCompany != true ? new Enforcement.Pending(DatabaseErrors.Away) : enforcement;

    private static SaveResult.Invalid Taken(string field) =>
        new(new Dictionary<string, string> { [field] = "This is already in use. Choose another one." });

    private static async Task<Edit> StoreAsync(UnitOfWork work, CancellationToken cancellationToken)
    {
        using var span = SaveSpans.Part("database");
        return await work.RunAsync(cancellationToken);
    }

    private async Task<Enforcement> PublishAsync()
    {
        using var span = SaveSpans.Part("publish");
        return await subscriber.PublishAsync(CancellationToken.None);
    }

    private async Task<SaveResult> ConcludeAsync(UnitOfWork work, Caller? caller, AuditActor actor, AuditAction action, Edit outcome)
    {
        // If this log is also stored elsewhere, the hash later shows whether the audit trail was cut off or rewritten.
        if (work.Entry is { } entry)
        {
            LogWritten(entry.Sequence, entry.Action, entry.Hash);
            knownEnd.Add(new AuditEnd(entry.Sequence - 1, entry.PreviousHash), new AuditEnd(entry.Sequence, entry.Hash));
        }

        switch (outcome)
        {
            case Edit.Change { PolicySummary: null, Target: var target }:
                return new SaveResult.Saved(target.Id ?? Guid.Empty);
            case Edit.Change { Target: var target }:
                // The change is saved, so it comes into force even if the person leaves the page.
                return new SaveResult.Saved(target.Id ?? Guid.Empty, ShownTo(caller, await PublishAsync()));
            case Edit.Attempt { Target: var target }:
                return new SaveResult.Saved(target.Id ?? Guid.Empty);
            case Edit.Refusal refusal:
                await RefuseAsync(actor, action, refusal.Target, refusal.Why);
                return refusal.Result;
            case Edit.Mistake mistake:
                return mistake.Result;
            default:
                throw new InvalidOperationException($"{outcome} is not an outcome of an edit.");
        }
    }

    [LoggerMessage(2300, LogLevel.Warning, "Refused: {Action} of {Kind} {Target} by person {Person} of tenant {Tenant}")]
    private partial void LogRefused(string action, string kind, Guid? target, Guid? person, Guid? tenant);

    [LoggerMessage(2302, LogLevel.Information, "Audit entry {Sequence}: {Action}, hash {Hash}")]
    private partial void LogWritten(long sequence, string action, string hash);

    [LoggerMessage(2301, LogLevel.Error, "A refused attempt ({Action} by person {Person}) could not be recorded in the audit log: {Result}")]
    private partial void LogRefusalNotWritten(string action, Guid? person, string result);
}
