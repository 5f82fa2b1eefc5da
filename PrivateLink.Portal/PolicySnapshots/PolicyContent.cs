using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Resources as one revision has them.</summary>
/// <param name="Mark">The database, and the revision.</param>
/// <param name="Doubt">Why the database cannot simply be followed; null if it can.</param>
/// <param name="Resources">The resources.</param>
public sealed record PolicyContent(DatabaseMark Mark, DatabaseDoubt? Doubt, IReadOnlyList<ResourcePolicy> Resources);
