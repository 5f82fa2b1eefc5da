using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>An opening that waits for an administrator.</summary>
/// <param name="ResourceId">The resource.</param>
/// <param name="Host">Its host.</param>
/// <param name="Opening">What would be opened, in a few words.</param>
public sealed record HeldOpening(Guid ResourceId, string Host, string Opening)
{
    internal static HeldOpening Of(PolicyTransition transition, Guid resourceId)
    {
        var after = transition.Changes[resourceId];
        var name = (after ?? transition.Before.Find(resourceId))!.Names[0];
        return new HeldOpening(resourceId, name, Describe(PolicyTransition.Decides(transition.Before, name), after));
    }

    /// <summary>What is known of one that was held back before a restart.</summary>
    internal static HeldOpening OnDisk(PolicySnapshot policy, Guid resourceId) =>
        new(resourceId, policy.Find(resourceId)?.Names[0] ?? resourceId.ToString(), "held back before the last start");

    private static string Describe(ResourcePolicy? before, ResourcePolicy? after)
    {
        if (after is null) return "is removed, and a wildcard that lets more through would take over";
        if (before is null) return $"is new, in mode {after.Mode}";
        if (before.Disabled) return $"is switched on, in mode {after.Mode}";
        if (after.Mode < before.Mode) return $"goes from {before.Mode} to {after.Mode}";

        var more = after.Links.Grants.Count(grant => grant.Enabled && !before.Links.Grants.Contains(grant));
        return more switch
        {
            0 => "lets more links through",
            1 => "lists another link",
            _ => $"lists {more} more links",
        };
    }
}
