namespace PrivateLink.Portal.ConnectionLog;

/// <summary>What came since a view last looked.</summary>
/// <param name="Entries">The newest of those that match, newest first.</param>
/// <param name="Late">Earlier ones that match since they have ended.</param>
/// <param name="Matching">How many match in all.</param>
/// <param name="Head">Up to where everything has been looked at now.</param>
/// <param name="IsWhole">Whether all endings were there to be looked at; if not, what matches by its ending has to be read anew.</param>
internal sealed record LiveNews(IReadOnlyList<ConnectionView> Entries, IReadOnlyList<ConnectionView> Late, int Matching, LivePosition Head, bool IsWhole);

/// <summary>How far a view has read.</summary>
/// <param name="Sequence">Up to which connection.</param>
/// <param name="Ending">Up to which ending.</param>
internal readonly record struct LivePosition(long Sequence, long Ending);
