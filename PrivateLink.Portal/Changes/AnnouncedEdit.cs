namespace PrivateLink.Portal.Changes;

/// <summary>What one edit affects.</summary>
/// <param name="Touched">The affected resources; null when it may be any.</param>
/// <param name="TouchesShared">Whether it changes something that resources share, so that no one has checked each resource.</param>
/// <param name="Confirms">Whether its author may also confirm waiting changes. If so, the edit confirms those of the resources that it names.</param>
public sealed record AnnouncedEdit(IReadOnlySet<Guid>? Touched, bool TouchesShared, bool Confirms);
