using PrivateLink.Protocol.Links;

namespace PrivateLink.Protocol.Policy;

/// <summary>
/// What a change of one host's policy opens: whether some connection that is denied now would be let through, on any listener that there
/// may be. Pure. Where listeners differ too much to say, it counts as an opening.
/// </summary>
public static class PolicyOpening
{
    /// <summary>Whether the change lets anything through that is denied now, or gives up what is watched: the way from Monitor to Open.</summary>
    /// <param name="before">What decides about the host now; null where nothing does.</param>
    /// <param name="after">What would decide about it; null where nothing would.</param>
    public static bool Opens(ResourcePolicy? before, ResourcePolicy? after)
    {
        if (after is null or { Disabled: true }) return false;
        if (before is null or { Disabled: true }) return true;
        if (after.Mode < before.Mode) return true; // the lower, the looser

        // A link that was switched off is denied on private-only ports, whatever the mode; one that is listed no more is not.
        return after.Links.Grants.Any(grant => grant.Enabled && !Admits(before, grant))
            || (after.Mode != ResourceMode.Enforce && before.Links.Grants.Any(grant => !grant.Enabled && !Lists(after, grant)));
    }

    /// <summary>
    /// What both policies let through, for the names of the later one: its closings without its openings. Where that cannot be said in the
    /// words of a policy, it lets through less.
    /// </summary>
    public static ResourcePolicy Common(ResourcePolicy before, ResourcePolicy after)
    {
        var mode = before.Mode > after.Mode ? before.Mode : after.Mode;
        return after.WithContent(after.Names, mode, before.Disabled || after.Disabled, new LinkTable(CommonLinks(before, after, mode)));
    }

    private static List<LinkGrant> CommonLinks(ResourcePolicy before, ResourcePolicy after, ResourceMode mode)
    {
        List<LinkGrant> common = [];
        foreach (var grant in after.Links.Grants.Concat(before.Links.Grants.Where(grant => !Lists(after, grant))))
        {
            var enabled = Admits(before, grant) && Admits(after, grant);
            if (enabled || mode != ResourceMode.Enforce || Lists(after, grant)) common.Add(grant with { Enabled = enabled });
        }

        // Listed under different services, an endpoint whose ID is unique everywhere still comes through listeners that serve any.
        foreach (var link in common.Select(grant => grant.LinkId).Distinct().Where(link => LinkFormats.AreUniqueEverywhere(link.Cloud)).ToList())
            if (!common.Exists(grant => grant.LinkId == link && grant.Enabled) && AdmitsAnywhere(before, link) && AdmitsAnywhere(after, link))
                common.Add(new LinkGrant(link, Service: ""));
        return common;
    }

    /// <summary>Whether the link comes through on every listener that serves its service.</summary>
    private static bool Admits(ResourcePolicy policy, LinkGrant link)
    {
        // In looser modes one that is not listed comes through too, unless it is switched off, if only under another service.
        var unlisted = policy.Mode != ResourceMode.Enforce;
        foreach (var grant in policy.Links.Find(link.LinkId))
        {
            if (grant.Enabled && SameService(grant, link)) return true;
            unlisted &= grant.Enabled;
        }

        return unlisted;
    }

    /// <summary>Whether a link comes through on a listener that serves any service, as there are where its ID is unique everywhere.</summary>
    private static bool AdmitsAnywhere(ResourcePolicy policy, LinkId link)
    {
        var listed = policy.Links.Find(link);
        foreach (var grant in listed)
            if (grant.Enabled) return true;
        return listed.IsEmpty && policy.Mode != ResourceMode.Enforce;
    }

    private static bool Lists(ResourcePolicy policy, LinkGrant link)
    {
        foreach (var grant in policy.Links.Find(link.LinkId))
            if (SameService(grant, link)) return true;
        return false;
    }

    private static bool SameService(LinkGrant left, LinkGrant right) => string.Equals(left.Service, right.Service, StringComparison.OrdinalIgnoreCase);
}
