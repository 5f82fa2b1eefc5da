namespace PrivateLink.Portal.Marks;

/// <summary>A moment at which something happened that explains what comes after it, as its reader may see it.</summary>
/// <param name="Key">The same for the same mark, however often it is read.</param>
/// <param name="Time">When; of a span, its end.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="IsBad">Whether something was worse from then on.</param>
/// <param name="Words">What happened, in a line.</param>
/// <param name="Href">Where more is said of it.</param>
public sealed record TimeMark(string Key, DateTimeOffset Time, TimeMarkKind Kind, bool IsBad, string Words, string Href);
