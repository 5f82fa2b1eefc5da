namespace PrivateLink.Portal.ConnectionLog;

/// <summary>What ended since a view last looked.</summary>
/// <param name="Matching">Those that match; null when so many have ended that it is not known which.</param>
/// <param name="Head">How many have ended now.</param>
internal sealed record LiveEndings(IReadOnlyList<ConnectionView>? Matching, long Head);
