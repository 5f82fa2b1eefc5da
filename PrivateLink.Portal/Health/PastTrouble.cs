namespace PrivateLink.Portal.Health;

/// <summary>Trouble of the database that is over.</summary>
/// <param name="Cause">What the database reported, in a few words without names.</param>
/// <param name="Since">When it began, UTC.</param>
/// <param name="Until">When a check first found no trouble, UTC.</param>
public sealed record PastTrouble(string Cause, DateTimeOffset Since, DateTimeOffset Until);
