namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>One step of the policy in force, in its stored form.</summary>
/// <param name="Sequence">One more than the previous step. The chain of steps has no gap.</param>
/// <param name="Revision">The revision in force from then on.</param>
/// <param name="CreatedAt">When it was compiled, UTC.</param>
/// <param name="Origin">The database that it came from, and the changes that wait for a person.</param>
internal sealed record PolicyRecord(long Sequence, long Revision, DateTimeOffset CreatedAt, PolicyOrigin Origin);
