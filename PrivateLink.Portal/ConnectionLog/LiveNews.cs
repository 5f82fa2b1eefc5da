namespace PrivateLink.Portal.ConnectionLog;

/// <summary>What is new since a view last read.</summary>
/// <param name="Entries">The newest matching connections, newest first.</param>
/// <param name="Late">Earlier connections that match now because they have ended.</param>
/// <param name="Matching">The total number of matches.</param>
/// <param name="Head">The position up to which everything is read now.</param>
/// <param name="IsWhole">Whether all endings were available; if not, the view must read again what matches by its ending.</param>
internal sealed record LiveNews(IReadOnlyList<ConnectionView> Entries, IReadOnlyList<ConnectionView> Late, int Matching, LivePosition Head, bool IsWhole);

/// <summary>The position up to which a view has read.</summary>
/// <param name="Sequence">The last connection read.</param>
/// <param name="Ending">The last ending read.</param>
internal readonly record struct LivePosition(long Sequence, long Ending);
