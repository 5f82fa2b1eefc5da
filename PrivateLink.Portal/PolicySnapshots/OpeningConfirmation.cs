using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Lets an administrator confirm changes that were held back.</summary>
public sealed class OpeningConfirmation(ChangeWriter changes, PolicyPublisher publisher, KnownEnd knownEnd)
{
    private const string NothingWaits = "These changes are no longer held back. Load the page again.";

    /// <summary>
    /// Brings changes into force as a change of their own, with a revision that names the person who confirmed. Changes held back after the person
    /// looked keep waiting. If no reason to doubt the database remains, its audit log is trusted too.
    /// </summary>
    /// <param name="caller">An administrator of the company.</param>
    /// <param name="resources">The resources that the person saw.</param>
    /// <param name="cancellationToken">Cancels the saving, but not the publication.</param>
    [Requires(Permission.RollBackPolicy)]
    public async Task<SaveResult> ConfirmAsync(Caller caller, IReadOnlyCollection<Guid> resources, CancellationToken cancellationToken = default)
    {
        var doubted = publisher.Status.Doubt is not null;
        var result = await changes.SaveAsync(
            caller, Permission.RollBackPolicy, AuditAction.OpeningsConfirmed, (_, _) => Task.FromResult(Confirm(resources)), about: null, cancellationToken);
        if (doubted && result is SaveResult.Saved && publisher.Status.Doubt is null && knownEnd.Problem is not null) knownEnd.BeginAnew();
        return result;
    }

    private Edit Confirm(IReadOnlyCollection<Guid> resources)
    {
        var confirmed = publisher.Status.HeldBack.Where(held => resources.Contains(held.ResourceId)).ToList();
        if (confirmed.Count == 0) return new Edit.Mistake(new SaveResult.Conflict(NothingWaits));

        var hosts = confirmed.Select(held => held.Host).ToList();
        return new Edit.Change(new AuditTarget("policy", null, "openings", TenantId: null), After: new { hosts })
        {
            PolicySummary = $"Confirmed held changes: {string.Join(", ", hosts)}",
            Touched = confirmed.Select(held => held.ResourceId).ToHashSet(),
        };
    }
}
