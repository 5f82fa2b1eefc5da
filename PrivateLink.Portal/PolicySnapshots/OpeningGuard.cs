using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// Keeps a mistake from opening many hosts at once: openings that no person asked for (an import, what others saved during an outage)
/// wait for an administrator when they are more than a few. Closings never wait, and a person's own edits neither.
/// </summary>
internal static class OpeningGuard
{
    private const int Few = 10;
    private const int ShareOfRestricted = 10; // one in ten

    /// <param name="transition">The change that is about to come into force.</param>
    /// <param name="asked">What persons have asked for.</param>
    /// <param name="heldBack">What waits already: it goes on waiting, however little is left of it.</param>
    /// <returns>The resources whose openings wait.</returns>
    public static HashSet<Guid> HoldBack(PolicyTransition transition, AskedFor asked, IReadOnlySet<Guid> heldBack)
    {
        var unasked = transition.Openings.Where(id => !asked.Covers(id, heldBack)).ToHashSet();
        if (unasked.Count(id => !heldBack.Contains(id)) <= Limit(transition)) unasked.IntersectWith(heldBack);
        return unasked;
    }

    /// <summary>A database that has fewer revisions than are in force has lost changes, closings among them: then every opening is one too many.</summary>
    private static int Limit(PolicyTransition transition) => transition.After.Revision < transition.Before.Revision
        ? 0
        : Math.Max(Few, transition.Before.Resources.Count(resource => resource.Disabled || resource.Mode == ResourceMode.Enforce) / ShareOfRestricted);
}
