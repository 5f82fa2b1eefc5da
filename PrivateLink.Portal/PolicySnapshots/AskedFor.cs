namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Which part of a change persons have asked for.</summary>
/// <param name="Everything">Whether all of it was saved by persons in this process.</param>
/// <param name="Resources">The resources that persons have named.</param>
/// <param name="Touched">All resources that there are to the change, named or behind something that they share; null when that is not known.</param>
internal sealed record AskedFor(bool Everything, IReadOnlySet<Guid> Resources, IReadOnlySet<Guid>? Touched)
{
    public static AskedFor Nothing { get; } = new(false, new HashSet<Guid>(), null);

    /// <summary>Whether a person asked for what happens to a resource. What waits for a person is not released by an edit of something else.</summary>
    public bool Covers(Guid resourceId, IReadOnlySet<Guid> heldBack) =>
        Resources.Contains(resourceId) || (Everything && !heldBack.Contains(resourceId));
}
