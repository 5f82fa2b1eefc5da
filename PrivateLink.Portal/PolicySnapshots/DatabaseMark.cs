namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Which database a policy was read from, and how far that had come.</summary>
/// <param name="Database">The database's identity; null if the policy on disk is older than identities.</param>
/// <param name="Revision">Its newest revision; 0 before the first.</param>
/// <param name="SavedAt">When that revision was saved. Two histories that have parted have the same numbers, but not at the same times.</param>
public sealed record DatabaseMark(Guid? Database, long Revision, DateTime? SavedAt);
