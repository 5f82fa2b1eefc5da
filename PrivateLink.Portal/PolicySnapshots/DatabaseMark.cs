namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>The database that a policy was read from, and its newest revision then.</summary>
/// <param name="Database">The database's identity. Null if the policy on disk is older than identities.</param>
/// <param name="Revision">Its newest revision; 0 before the first.</param>
/// <param name="SavedAt">When that revision was saved. Two diverged histories have the same numbers, but not the same times.</param>
public sealed record DatabaseMark(Guid? Database, long Revision, DateTime? SavedAt);
