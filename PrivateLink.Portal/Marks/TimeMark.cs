namespace PrivateLink.Portal.Marks;

/// <summary>A moment that explains what happens after it, as its reader may see it.</summary>
/// <param name="Key">Stable: reading the same mark again gives the same key.</param>
/// <param name="Time">The time; for a span, its end.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="IsBad">Whether something got worse.</param>
/// <param name="Words">What happened, in one line.</param>
/// <param name="Href">The page with the details.</param>
public sealed record TimeMark(string Key, DateTimeOffset Time, TimeMarkKind Kind, bool IsBad, string Words, string Href);
