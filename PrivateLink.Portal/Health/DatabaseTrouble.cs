namespace PrivateLink.Portal.Health;

/// <summary>What is wrong with the database.</summary>
/// <param name="Problem">Why, and what to do about it, in sentences for the company: they may name files and servers.</param>
/// <param name="Briefly">Why, in a few words for anyone: no names in them.</param>
/// <param name="IsAway">Whether it cannot even be read; otherwise it answers, and takes nothing.</param>
/// <param name="Since">Since when not everything works, UTC.</param>
/// <param name="TakesSmallWrites">Whether only connections find no room: a small change may still be saved.</param>
public sealed record DatabaseTrouble(string Problem, string Briefly, bool IsAway, DateTimeOffset Since, bool TakesSmallWrites = false);
