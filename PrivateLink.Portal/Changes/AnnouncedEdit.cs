namespace PrivateLink.Portal.Changes;

/// <summary>What one edit touches.</summary>
/// <param name="Touched">The resources; null when it may be any.</param>
/// <param name="TouchesShared">Whether it is about something that they share, and no person looked at them one by one.</param>
/// <param name="Confirms">Whether who made it may also confirm what waits: then it does so for the resources that it names.</param>
public sealed record AnnouncedEdit(IReadOnlySet<Guid>? Touched, bool TouchesShared, bool Confirms);
