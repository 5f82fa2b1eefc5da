namespace PrivateLink.Protocol.Policy;

/// <summary>Applies only what a policy change closes to a policy that does not otherwise take that change. Pure.</summary>
public static class PolicyClosing
{
    /// <summary>
    /// The policy in force plus what the change closes: the resource disabled, a stricter mode, links disabled or removed. A change to the upstream's
    /// content also applies. Any other difference between the two policies stays as it is, and nothing is opened.
    /// </summary>
    /// <param name="inForce">The policy in force.</param>
    /// <param name="before">The resource before the change.</param>
    /// <param name="after">The resource after the change.</param>
    /// <returns>The same instance as <paramref name="inForce"/> if the change closes nothing.</returns>
    public static ResourcePolicy Follow(ResourcePolicy inForce, ResourcePolicy before, ResourcePolicy after)
    {
        var mode = after.Mode > before.Mode && after.Mode > inForce.Mode ? after.Mode : inForce.Mode; // a higher value is stricter
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

    /// <summary>
    /// Whether the change removes a link, or one of its services. If the link appears under a new service, that service was renamed, not removed.
    /// </summary>
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
