using System.Data;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Resources;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// The one way to change the policy: the change and its revision are saved together, then brought into force.
/// </summary>
public sealed class PolicyWriter(IDbContextFactory<PortalDbContext> contexts, PolicyPublisher publisher, TimeProvider time)
{
    private const int MaxAttempts = 5;

    private const string Overtaken = "Somebody else saved this in the meantime. Nothing of yours was saved: load it again, then repeat your change.";
    private const string Crowded = "Others kept saving at the same time. Nothing of yours was saved: try again.";

    /// <summary>
    /// Runs <paramref name="edit"/> in a serializable transaction, so that what it checked still holds when it is saved. The loser of
    /// a race starts again from the beginning, with a fresh context, and then finds what the winner saved. Whoever lacks <paramref name="permission"/>
    /// is told who has it.
    /// </summary>
    public async Task<SaveResult> SaveAsync(
        Caller caller, Permission permission, Func<PortalDbContext, CancellationToken, Task<PolicyEdit>> edit, CancellationToken cancellationToken)
    {
        if (!caller.May(permission)) return SaveResult.Refused.For(permission);
        for (var attempt = 1; ; attempt++)
            try
            {
                return await TrySaveAsync(caller, edit, cancellationToken) switch
                {
                    // Saved is saved: a person who leaves the page does not keep the change from coming into force.
                    PolicyEdit.Change change => new SaveResult.Saved(change.Id, await publisher.RefreshAsync(CancellationToken.None)),
                    PolicyEdit.Refusal refusal => refusal.Result,
                    var other => throw new InvalidOperationException($"{other} is neither a change nor a refusal."),
                };
            }
            catch (DbUpdateConcurrencyException)
            {
                return new SaveResult.Conflict(Overtaken);
            }
            catch (Exception exception) when (DatabaseErrors.IsLostRace(exception))
            {
                if (attempt == MaxAttempts) return new SaveResult.Conflict(Crowded);
            }
            catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
            {
                return new SaveResult.Unavailable($"{DatabaseErrors.Explain(exception)} Nothing was saved.");
            }
    }

    private async Task<PolicyEdit> TrySaveAsync(
        Caller caller, Func<PortalDbContext, CancellationToken, Task<PolicyEdit>> edit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);

        var outcome = await edit(context, cancellationToken);
        if (outcome is not PolicyEdit.Change change) return outcome;

        var last = await context.PolicyRevisions.MaxAsync(revision => (long?)revision.Number, cancellationToken) ?? 0;
        context.PolicyRevisions.Add(new PolicyRevision
        {
            Number = last + 1,
            CreatedAt = time.GetUtcNow().UtcDateTime,
            Summary = Shorten(change.Summary),
            By = caller.Person,
        });

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return change;
    }

    private static string Shorten(string summary) =>
        summary.Length <= PolicyRevision.SummaryLength ? summary : string.Concat(summary.AsSpan(0, PolicyRevision.SummaryLength - 1), "…");
}
