using PrivateLink.Protocol.Links;

namespace PrivateLink.Protocol.Policy;

/// <summary>
/// Decides whether a change to one host's policy opens access: whether any possible listener would admit a connection that is denied now. Pure. If
/// the answer depends on the listener, the change counts as an opening.
/// </summary>
public static class PolicyOpening
{
    /// <summary>Whether the change admits any connection that is denied now, or ends monitoring (from Monitor to Open).</summary>
    /// <param name="before">The resource that decides on the host now; null if there is none.</param>
    /// <param name="after">The resource that would decide after the change; null if there is none.</param>
    public static bool Opens(ResourcePolicy? before, ResourcePolicy? after)
    {
        if (after is null or { Disabled: true }) return false;
        if (before is null or { Disabled: true }) return true;
        if (after.Mode < before.Mode) return true; // a lower value is looser

        // A private-only listener denies a disabled link in every mode, but admits an unlisted one unless the mode is Enforce.
        return after.Links.Grants.Any(grant => grant.Enabled && !Admits(before, grant))
            || (after.Mode != ResourceMode.Enforce && before.Links.Grants.Any(grant => !grant.Enabled && !Lists(after, grant)));
    }

    /// <summary>
    /// A policy for the later one's names that admits only what both policies admit: it takes the closings and not the openings. If no policy can
    /// express that exactly, the result admits less.
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

        // The two policies may list an endpoint under different services. If its ID is unique everywhere, a listener for any service still admits it.
        foreach (var link in common.Select(grant => grant.LinkId).Distinct().Where(link => LinkFormats.AreUniqueEverywhere(link.Cloud)).ToList())
            if (!common.Exists(grant => grant.LinkId == link && grant.Enabled) && AdmitsAnywhere(before, link) && AdmitsAnywhere(after, link))
                common.Add(new LinkGrant(link, Service: ""));
        return common;
    }

    /// <summary>Whether every listener that serves the link's service admits it.</summary>
    private static bool Admits(ResourcePolicy policy, LinkGrant link)
    {
        // Looser modes also admit an unlisted link, unless it is disabled under any service.
        var unlisted = policy.Mode != ResourceMode.Enforce;
        foreach (var grant in policy.Links.Find(link.LinkId))
        {
            if (grant.Enabled && SameService(grant, link)) return true;
            unlisted &= grant.Enabled;
        }

        return unlisted;
    }

    /// <summary>Whether a listener for any service admits the link. Such listeners exist only for clouds whose IDs are unique everywhere.</summary>
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
