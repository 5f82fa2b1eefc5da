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
        var gone = before.Grants.Where(grant => grant.Enabled && after.Find(grant.LinkId).IsEmpty).Select(grant => grant.LinkId).ToHashSet();
        var links = inForce.Grants.Where(grant => !grant.Enabled || !gone.Contains(grant.LinkId)).ToList();
        foreach (var off in after.Grants.Where(grant => !grant.Enabled && !before.Grants.Contains(grant)))
        {
            links.RemoveAll(grant => grant.LinkId == off.LinkId && string.Equals(grant.Service, off.Service, StringComparison.OrdinalIgnoreCase));
            links.Add(off);
        }

        return links;
    }
}
