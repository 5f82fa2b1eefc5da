namespace PrivateLink.Portal.Health;

/// <summary>What is wrong with the database.</summary>
/// <param name="Problem">The cause and what to do about it, in sentences for the company; may name files and servers.</param>
/// <param name="Briefly">The cause in a few words for anyone, without names.</param>
/// <param name="IsAway">Whether it cannot be read either; if false, it answers but accepts no writes.</param>
/// <param name="Since">When the trouble began, UTC.</param>
/// <param name="TakesSmallWrites">Whether small changes can still be saved, and only connections find no room.</param>
public sealed record DatabaseTrouble(string Problem, string Briefly, bool IsAway, DateTimeOffset Since, bool TakesSmallWrites = false);
