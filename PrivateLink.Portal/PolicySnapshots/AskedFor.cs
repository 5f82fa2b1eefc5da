namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>The part of a change that people requested.</summary>
/// <param name="Everything">Whether people saved all of it in this process.</param>
/// <param name="Resources">The resources named by people who may also confirm changes that wait.</param>
/// <param name="Touched">All resources that the change affects, directly or through something they share. Null if that is not known.</param>
internal sealed record AskedFor(bool Everything, IReadOnlySet<Guid> Resources, IReadOnlySet<Guid>? Touched)
{
    /// <summary>The resources named by other people, for example a tenant's. Changes of these resources that already wait keep waiting.</summary>
    public IReadOnlySet<Guid> Named { get; init; } = new HashSet<Guid>();

    /// <summary>All resources known to be affected here.</summary>
    public IReadOnlySet<Guid> TouchedAtLeast { get; init; } = new HashSet<Guid>();

    /// <summary>Whether many more resources were affected, and it is unknown which.</summary>
    public bool TouchesMany { get; init; }

    /// <summary>
    /// Whether a person requested a resource's change. A change that waits for a person is not released by an edit of something else.
    /// </summary>
    public bool Covers(Guid resourceId, IReadOnlySet<Guid> heldBack) =>
        Resources.Contains(resourceId) || ((Everything || Named.Contains(resourceId)) && !heldBack.Contains(resourceId));

    /// <summary>Whether a resource may be affected here, directly or through something it shares.</summary>
    public bool MayTouch(Guid resourceId) => TouchesMany || TouchedAtLeast.Contains(resourceId);

    /// <summary>The same for a different database, or a different history of it, than was read before. What else differs in it is unknown.</summary>
    public AskedFor OfUnknown() => this with { Everything = false, Named = new HashSet<Guid>() };
}
