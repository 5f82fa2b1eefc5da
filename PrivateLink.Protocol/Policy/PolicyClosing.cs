namespace PrivateLink.Protocol.Policy;

/// <summary>What one step of a history closes, for a policy that does not follow that history otherwise. Pure.</summary>
public static class PolicyClosing
{
    /// <summary>
    /// The policy in force with what the step closes: switched off, stricter, links switched off or no longer listed. Where connections go
    /// moves along. What the history had otherwise before the step is left alone, and nothing is opened.
    /// </summary>
    /// <param name="inForce">The policy in force.</param>
    /// <param name="before">The same resource before the step, as the other history has it.</param>
    /// <param name="after">And behind it.</param>
    /// <returns>The policy in force itself if the step closes nothing.</returns>
    public static ResourcePolicy Follow(ResourcePolicy inForce, ResourcePolicy before, ResourcePolicy after)
    {
        var mode = after.Mode > before.Mode && after.Mode > inForce.Mode ? after.Mode : inForce.Mode; // the higher, the stricter
        var moves = after.Upstream.Id == inForce.Upstream.Id && before.Upstream.Id == after.Upstream.Id && !before.Upstream.IsSameAs(after.Upstream);
        var next = (moves ? after : inForce).WithContent(
            inForce.Names, mode, inForce.Disabled || (after.Disabled && !before.Disabled), new LinkTable(Links(inForce.Links, before.Links, after.Links)));
        return next.IsSameAs(inForce) ? inForce : next;
    }

    private static List<LinkGrant> Links(LinkTable inForce, LinkTable before, LinkTable after)
    {
        var links = inForce.Grants.Where(grant => !grant.Enabled || !IsGone(grant, before, after)).ToList();
        foreach (var off in after.Grants.Where(grant => !grant.Enabled && !before.Grants.Contains(grant)))
        {
            links.RemoveAll(grant => IsSame(grant, off));
            links.Add(off);
        }

        return links;
    }

    /// <summary>Whether the step takes a link off the list, or one of its services. A link that appears under another service has a service that was renamed.</summary>
    private static bool IsGone(LinkGrant link, LinkTable before, LinkTable after)
    {
        LinkGrant[] listed = [.. before.Find(link.LinkId)];
        LinkGrant[] left = [.. after.Find(link.LinkId)];
        if (left.Length == 0) return Array.Exists(listed, grant => grant.Enabled);
        return Array.Exists(listed, grant => grant.Enabled && IsSame(grant, link))
            && Array.TrueForAll(left, grant => !IsSame(grant, link) && Array.Exists(listed, known => IsSame(known, grant)));
    }

    private static bool IsSame(LinkGrant left, LinkGrant right) =>
        left.LinkId == right.LinkId && string.Equals(left.Service, right.Service, StringComparison.OrdinalIgnoreCase);
}
