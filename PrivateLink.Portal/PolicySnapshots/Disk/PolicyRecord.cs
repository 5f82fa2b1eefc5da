namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>One step of the policy in force, as it is kept on disk.</summary>
/// <param name="Sequence">One more than the step before: the chain of steps has no gap.</param>
/// <param name="Revision">The revision in force from then on.</param>
/// <param name="CreatedAt">When it was compiled, UTC.</param>
/// <param name="Origin">The database it came from, and what waits for a person.</param>
internal sealed record PolicyRecord(long Sequence, long Revision, DateTimeOffset CreatedAt, PolicyOrigin Origin);
