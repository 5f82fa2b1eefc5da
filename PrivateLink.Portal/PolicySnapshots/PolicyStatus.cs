namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>What is in force, and whether anything saved is still waiting.</summary>
/// <param name="Revision">The revision that decides; null before the first one, when everything is denied.</param>
/// <param name="Since">When it came into force, UTC.</param>
/// <param name="PendingError">Why a newer policy could not be loaded; null while everything saved is in force.</param>
public sealed record PolicyStatus(long? Revision, DateTimeOffset? Since, string? PendingError)
{
    public static PolicyStatus None { get; } = new(null, null, null);
}
