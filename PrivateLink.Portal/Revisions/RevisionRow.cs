using PrivateLink.Portal.Audit;

namespace PrivateLink.Portal.Revisions;

/// <summary>A revision in the list.</summary>
/// <param name="Number">The number that connection records refer to.</param>
/// <param name="By">The person who made the change, or the portal.</param>
/// <param name="Summary">What it changed, in one line.</param>
public sealed record RevisionRow(long Number, DateTime CreatedAt, string By, string Summary);

/// <summary>The change that a revision made to one thing.</summary>
/// <param name="Action">The action in words.</param>
/// <param name="TargetName">The name at that time.</param>
/// <param name="Differences">What the revision changed.</param>
/// <param name="CanRollBack">Whether it can be undone; only changes of resources can.</param>
public sealed record RevisionChange(string Action, string TargetName, IReadOnlyList<AuditDifference> Differences, bool CanRollBack);
