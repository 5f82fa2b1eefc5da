using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>A change that waits for an administrator.</summary>
/// <param name="ResourceId">The resource.</param>
/// <param name="Host">Its host.</param>
/// <param name="What">The change in a few words.</param>
public sealed record HeldChange(Guid ResourceId, string Host, string What)
{
    /// <param name="before">The policy in force.</param>
    /// <param name="resourceId">The resource.</param>
    /// <param name="after">The resource in the database. Null if it no longer exists there.</param>
    /// <param name="opens">Whether the change opens something.</param>
    internal static HeldChange Of(PolicySnapshot before, Guid resourceId, ResourcePolicy? after, bool opens)
    {
        var name = (after ?? before.Find(resourceId))!.Names[0];
        return new HeldChange(resourceId, name, Describe(PolicyTransition.Decides(before, name), resourceId, after, opens));
    }

    /// <summary>The known part of a change that was held back before a restart.</summary>
    internal static HeldChange OnDisk(PolicySnapshot policy, Guid resourceId) =>
        new(resourceId, policy.Find(resourceId)?.Names[0] ?? resourceId.ToString(), "held back before the last start");

    private static string Describe(ResourcePolicy? before, Guid resourceId, ResourcePolicy? after, bool opens)
    {
        if (after is null) return opens ? "is removed, and a wildcard that lets more through would take over" : "is removed";
        if (before is null) return $"is new, in mode {after.Mode}";
        if (before.ResourceId != resourceId && before.Names.Contains(after.Names[0])) return $"is another resource of the same name, in mode {after.Mode}";
        if (before.Disabled != after.Disabled) return after.Disabled ? "is disabled" : $"is enabled, in mode {after.Mode}";
        return after.Mode == before.Mode ? Links(before, after) : $"goes from {before.Mode} to {after.Mode}";
    }

    private static string Links(ResourcePolicy before, ResourcePolicy after)
    {
        var more = after.Links.Grants.Count(grant => grant.Enabled && !before.Links.Grants.Contains(grant));
        var fewer = before.Links.Grants.Count(grant => grant.Enabled && !after.Links.Grants.Contains(grant));
        return (more, fewer) switch
        {
            (0, 0) when before.Links.Grants.SequenceEqual(after.Links.Grants) => "has another name, upstream or tenant",
            (0, 0) => "lets more links through",
            (1, 0) => "lists another link",
            (_, 0) => $"lists {more} more links",
            (0, 1) => "lists one link less",
            (0, _) => $"lists {fewer} links less",
            _ => "lists other links",
        };
    }
}
