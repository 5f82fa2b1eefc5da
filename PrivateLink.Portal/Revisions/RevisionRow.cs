using PrivateLink.Portal.Audit;

namespace PrivateLink.Portal.Revisions;

/// <summary>A revision in the list.</summary>
/// <param name="Number">What records of connections name.</param>
/// <param name="By">The person who made the change, or the portal.</param>
/// <param name="Summary">What it did, in a line.</param>
public sealed record RevisionRow(long Number, DateTime CreatedAt, string By, string Summary);

/// <summary>What a revision did to one thing.</summary>
/// <param name="Action">In words.</param>
/// <param name="TargetName">Its name, as it was then.</param>
/// <param name="Differences">What has changed since.</param>
/// <param name="CanRollBack">Whether it can be put back: a change of a resource.</param>
public sealed record RevisionChange(string Action, string TargetName, IReadOnlyList<AuditDifference> Differences, bool CanRollBack);
