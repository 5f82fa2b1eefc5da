namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Which part of a change persons have asked for.</summary>
/// <param name="Everything">Whether all of it was saved by persons in this process.</param>
/// <param name="Resources">The resources that persons have named who may also confirm what waits.</param>
/// <param name="Touched">All resources that there are to the change, named or behind something that they share; null when that is not known.</param>
internal sealed record AskedFor(bool Everything, IReadOnlySet<Guid> Resources, IReadOnlySet<Guid>? Touched)
{
    /// <summary>The resources that others have named, a tenant for example: what waits there goes on waiting.</summary>
    public IReadOnlySet<Guid> Named { get; init; } = new HashSet<Guid>();

    /// <summary>All that is known to have been touched here.</summary>
    public IReadOnlySet<Guid> TouchedAtLeast { get; init; } = new HashSet<Guid>();

    /// <summary>Whether besides them many more were, and nobody knows which.</summary>
    public bool TouchesMany { get; init; }

    /// <summary>Whether a person asked for what happens to a resource. What waits for a person is not released by an edit of something else.</summary>
    public bool Covers(Guid resourceId, IReadOnlySet<Guid> heldBack) =>
        Resources.Contains(resourceId) || ((Everything || Named.Contains(resourceId)) && !heldBack.Contains(resourceId));

    /// <summary>Whether a resource may have been touched here, named or behind something that they share.</summary>
    public bool MayTouch(Guid resourceId) => TouchesMany || TouchedAtLeast.Contains(resourceId);

    /// <summary>The same of a database that is not the one, or not the history, that was read before: nobody knows what else differs in it.</summary>
    public AskedFor OfUnknown() => this with { Everything = false, Named = new HashSet<Guid>() };
}
