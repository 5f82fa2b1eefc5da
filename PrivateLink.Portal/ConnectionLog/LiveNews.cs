namespace PrivateLink.Portal.ConnectionLog;

/// <summary>What came since a view last looked.</summary>
/// <param name="Entries">The newest of those that match, newest first.</param>
/// <param name="Matching">How many match in all.</param>
/// <param name="Head">The sequence up to which everything has been looked at now.</param>
internal sealed record LiveNews(IReadOnlyList<ConnectionView> Entries, int Matching, long Head);
