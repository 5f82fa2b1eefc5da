using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Resources as of one revision.</summary>
/// <param name="Mark">The database and the revision.</param>
/// <param name="Doubt">Why the portal does not follow the database. Null if it does.</param>
/// <param name="Resources">The resources.</param>
public sealed record PolicyContent(DatabaseMark Mark, DatabaseDoubt? Doubt, IReadOnlyList<ResourcePolicy> Resources);
