using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>The changes that were held back, and the person who lets them happen after all.</summary>
public sealed class OpeningConfirmation(ChangeWriter changes, PolicyPublisher publisher, KnownEnd knownEnd)
{
    private const string NothingWaits = "These changes are no longer held back. Load the page again.";

    /// <summary>
    /// Lets changes come into force: a change of its own, with a revision that names who confirmed it. What has been held back since the
    /// person looked goes on waiting. When nothing is left of what the database was doubted for, its audit log is believed, too.
    /// </summary>
    /// <param name="caller">An administrator of the company.</param>
    /// <param name="resources">The resources that the person has seen.</param>
    /// <param name="cancellationToken">Ends the saving, not the coming into force.</param>
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
